import Distributions
import Statistics
import TestSupport
import Testing

/// Values that all units of one variant have.
@Suite struct LoneVariantTests {
  /// Σ shareⁿ by hand.
  @Test(arguments: [(1, 1.0), (2, 0.38), (3, 0.16), (10, 0x1p-10)]) func isTheChanceOfAnyVariant(
    units: Int, expected: Double
  ) {
    let shares = units == 10 ? [0.5, 0.5] : [0.5, 0.3, 0.2]
    let probability = LoneVariant.probability(units: units, shares: shares)
    #expect(isClose(probability, units == 10 ? 2 * expected : expected, relative: 1e-14))
  }

  /// Hundreds of values, most of them rare, in equal and in unequal variants: less than 5 % of experiments have one that is
  /// called rarer than chance would have it.
  @Test(arguments: [0.5, 0.9]) func chanceAloneRaisesFewAlarms(share: Double) {
    let stream = RandomStream(seed: 4100)
    let (experiments, values) = (2000, 200)
    var alarms = 0
    for _ in 0..<experiments {
      // Zipf: the value of rank k has 400/k units.
      let groups = (1...values).map { rank -> (control: Int, variant: Int) in
        let units = max(1, 400 / rank)
        let control = (0..<units).count { _ in stream.uniform() < share }
        return (control, units - control)
      }
      let total = groups.reduce(0) { $0 + $1.control + $1.variant }
      let control = Double(groups.reduce(0) { $0 + $1.control }) / Double(total)
      let isAlarming = groups.contains { group in
        guard group.control == 0 || group.variant == 0 else { return false }
        return LoneVariant.probability(units: group.control + group.variant, shares: [control, 1 - control])
          * Double(values) < 0.05
      }
      alarms += isAlarming ? 1 : 0
    }
    #expect(Double(alarms) <= 0.05 * Double(experiments), "\(alarms) of \(experiments)")
  }
}
