import Distributions
import Statistics
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

extension StatisticalCore {
  /// How often a few conversions in strata are said to differ without any effect (Methods/proportions, "Few conversions in an
  /// uneven split"): a gain by mid-p and score together, a harm by one of them.
  @Suite(.slow) struct StratifiedRareEventTests {
    struct Setting: Sendable, CustomTestStringConvertible {
      let testDescription: String
      /// Units of the control and the variant, and the rate of both.
      let strata: [Stratum]

      init(_ name: String, _ strata: [Stratum]) {
        (testDescription, self.strata) = (name, strata)
      }
    }

    typealias Stratum = (control: Int, variant: Int, rate: Double)

    private static let days: [Stratum] = (0..<10).map { day in
      Stratum(1000 - 50 * day, 20 + 20 * day, Double(1 + day) / 500)
    }

    static let settings: [Setting] = [
      Setting("even strata", [(2700, 300, 0.008), (2700, 300, 0.008)]),
      Setting("a ramp over rates", [(5000, 250, 0.002), (500, 250, 0.02)]),
      Setting("a ramp the other way", [(5000, 250, 0.02), (500, 250, 0.002)]),
      Setting("ten days", days),
      Setting("a small control", [(120, 2880, 0.02), (120, 1080, 0.05)]),
    ]

    private static let replicates = 6000

    private func cell(_ units: Int, _ rate: Double, _ stream: RandomStream) -> Moments {
      // From one success to the next, which leaves out the many units without one.
      var (events, unit) = (0, 0)
      while true {
        unit += 1 + Int(log(stream.uniform()) / log1p(-rate))
        guard unit <= units else { break }
        events += 1
      }
      let (n, y) = (Double(units), Double(events))
      return Moments(
        count: units, mean: [y / n], products: SymmetricMatrix(dimension: 1) { _, _ in y - y * y / n })
    }

    @Test(arguments: settings) func holdsItsLevel(setting: Setting) async throws {
      let stream = RandomStream(seed: 2711)
      let two = fixedBoundary(alpha: 0.05, alternative: .twoSided)
      let one = fixedBoundary(alpha: 0.025, alternative: .less)
      var (more, fewer, losses, unanswered) = (0, 0, 0, 0)
      for replicate in 0..<Self.replicates {
        if replicate % 50 == 0 { await Task.yield() }
        let cells = setting.strata.map { [cell($0.control, $0.rate, stream), cell($0.variant, $0.rate, stream)] }
        let moments = StratifiedMoments(cells: [cells.map { $0[0] }, cells.map { $0[1] }], outcomes: 1)
        let tables = try cells.map { pair in
          func successes(_ cell: Moments) -> Int { Int((Double(cell.count) * cell.mean[0]).rounded()) }
          return try ScoreCounts(
            controlSuccesses: successes(pair[0]), controlTrials: pair[0].count, variantSuccesses: successes(pair[1]),
            variantTrials: pair[1].count)
        }
        let estimate = MiettinenNurminen().estimate(moments, Contrast(control: 0, variant: 1))
        guard case .success(.scoreCounts(let counts)) = estimate.evidence else {
          unanswered += 1
          continue
        }
        let evidence = DifferenceEvidence.tablesAndScore(MidP(strata: tables), counts)
        let joint = Estimate(
          method: "mid-p and score", counts: estimate.counts, control: estimate.control, variant: estimate.variant,
          evidence: .success(.difference(evidence)))
        let p = try joint.test(.noDifference, on: .absolute, alternative: .twoSided, two).pValue
        if p < 0.05 { if counts.statistic(.noDifference) > 0 { more += 1 } else { fewer += 1 } }
        if try evidence.harmP(.less, one) < 0.025 { losses += 1 }
      }
      let n = Double(Self.replicates)
      print(
        "stratified mid-p and score, \(setting): more \(Double(more) / n), fewer \(Double(fewer) / n), "
          + "a loss by one of them \(Double(losses) / n), unanswered \(Double(unanswered) / n)")
      #expect(unanswered == 0)
      let limit = ErrorRates.band(0.025, Self.replicates).upperBound
      #expect(Double(more) / n < limit && Double(fewer) / n < limit)
      #expect(Double(losses) / n < ErrorRates.band(1.3 * 0.025, Self.replicates).upperBound)
    }
  }
}
