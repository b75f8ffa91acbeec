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
  /// How often the bootstrap-t of pooled rows calls a small variant of skewed data worse or better where nothing differs, and how
  /// often it finds a mean that was multiplied; against the table of Methods/bootstrap, of 1000 experiments a cell.
  @Suite(.slow) struct PooledBootstrapSimulationTests {
    struct Cell: Sendable, CustomStringConvertible {
      let name: String
      let counts: (control: Int, variant: Int)
      /// Shares of experiments in which the variant is called worse and better.
      let tails: (worse: Double, better: Double)
      /// Shares in which its mean is found to differ, times 3.02 and times 0.2.
      let power: (up: Double, down: Double)
      let draw: @Sendable (RandomStream) -> Double

      var description: String { "\(name), \(counts.control) : \(counts.variant)" }
    }

    private static func lognormal(_ sigma: Double) -> @Sendable (RandomStream) -> Double {
      { exp(sigma * $0.normal()) }
    }

    static let cells = [
      Cell(name: "lognormal 2", counts: (900, 100), tails: (0.013, 0.014), power: (0.83, 0.82), draw: lognormal(2)),
      Cell(name: "lognormal 1", counts: (990, 10), tails: (0.025, 0.017), power: (0.86, 0.91), draw: lognormal(1)),
      Cell(
        name: "98 % zeros", counts: (900, 100), tails: (0.003, 0.013), power: (0.10, 0),
        draw: { $0.uniform() < 0.02 ? exp($0.normal()) : 0 }),
      Cell(name: "exponential", counts: (180, 20), tails: (0.025, 0.029), power: (0.99, 1), draw: { $0.exponential() }),
      Cell(
        name: "Poisson(.05)", counts: (900, 100), tails: (0.021, 0.032), power: (0.39, 0.88),
        draw: { Double($0.poisson(mean: 0.05)) }),
    ]

    /// The p-value of no difference with its side; nil where there is none.
    private func test(_ cell: Cell, times factor: Double, _ stream: RandomStream, seed: UInt64) -> (
      p: Double, z: Double
    )? {
      let control = (0..<cell.counts.control).map { _ in [cell.draw(stream)] }
      let variant = (0..<cell.counts.variant).map { _ in [factor * cell.draw(stream)] }
      guard let bootstrap = try? F3Bootstrap.evidence([control, variant], .mean, seed: seed, count: 199),
        let z = try? bootstrap.statistic(.noDifference),
        let p = try? bootstrap.pValue(.noDifference, alternative: .twoSided)
      else { return nil }
      return (p, z)
    }

    @Test(arguments: cells) func ratesAreThoseOfTheTable(cell: Cell) async {
      let (replicates, published) = (300, 1000)
      let stream = RandomStream(seed: 6001)
      var found = (worse: 0, better: 0, up: 0, down: 0, undefined: 0)
      for replicate in 0..<replicates {
        if replicate % 20 == 0 { await Task.yield() }
        func isFound(times factor: Double) -> Double? {
          guard let test = test(cell, times: factor, stream, seed: UInt64(replicate)) else { return nil }
          return test.p <= 0.05 ? test.z : 0
        }
        guard let z = isFound(times: 1) else {
          found.undefined += 1
          continue
        }
        if z < 0 { found.worse += 1 } else if z > 0 { found.better += 1 }
        if isFound(times: 3.02).map({ $0 != 0 }) ?? false { found.up += 1 }
        if isFound(times: 0.2).map({ $0 != 0 }) ?? false { found.down += 1 }
      }
      print("pooled bootstrap-t, \(cell): \(found) of \(replicates)")
      let pairs = [
        (found.worse, cell.tails.worse, 0.0005), (found.better, cell.tails.better, 0.0005),
        (found.up, cell.power.up, 0.005), (found.down, cell.power.down, 0.005),
      ]
      for (count, rate, rounding) in pairs {
        let p = min(max(rate, rounding), 1 - rounding)
        let error = (p * (1 - p) * (1 / Double(replicates) + 1 / Double(published))).squareRoot()
        #expect(abs(Double(count) / Double(replicates) - rate) <= 3 * error + rounding, "\(cell)")
      }
      #expect(found.undefined <= 3)
    }
  }
}
