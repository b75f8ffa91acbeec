import Calibration
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
  /// How often skewed values with a covariate, and totals of clusters, are called worse and better without an effect; against the table
  /// of Methods/skewed-data, "Adjusted values and clusters", which was simulated in NumPy.
  @Suite(.slow) struct SkewedResidualsSimulationTests {
    static let boundary = fixedBoundary(alpha: 0.05, alternative: .twoSided)

    struct Cell: Sendable, CustomStringConvertible {
      let name: String
      let counts: (control: Int, variant: Int)
      /// Shares of experiments in which the variant is called worse and better.
      let tails: (worse: Double, better: Double)
      let published: Int
      let method: DeltaMethod
      /// A row of analysis: the value and a covariate, or the total and the size of a cluster.
      let draw: @Sendable (RandomStream) -> [Double]

      var description: String { "\(name), \(counts.control) : \(counts.variant)" }
    }

    /// A value and a covariate whose logarithms have a correlation; of a share of the units both are above zero, each for itself.
    private static func pair(
      _ sigma: Double, _ correlation: Double, share: Double = 1
    ) -> @Sendable (RandomStream) -> [Double] {
      { stream in
        let x = stream.normal()
        let y = correlation * x + (1 - correlation * correlation).squareRoot() * stream.normal()
        func kept(_ value: Double) -> Double { share == 1 || stream.uniform() < share ? exp(sigma * value) : 0 }
        return [kept(y), kept(x)]
      }
    }

    /// A size with a mean of 20 and a coefficient of variation of 1.
    private static func size(_ stream: RandomStream) -> Int {
      max(1, Int(exp(log(20) - log(2) / 2 + log(2).squareRoot() * stream.normal()).rounded()))
    }

    static let cells = [
      Cell(
        name: "lognormal 1 with a covariate", counts: (900, 100), tails: (0.02, 0.018), published: 2000,
        method: DeltaMethod(.mean), draw: pair(1, 0.6)),
      Cell(
        name: "lognormal 2 with a covariate", counts: (950, 50), tails: (0, 0.005), published: 2000,
        method: DeltaMethod(.mean), draw: pair(2, 0.6)),
      Cell(
        name: "95 % zeros with a covariate", counts: (950, 50), tails: (0.007, 0.007), published: 2000,
        method: DeltaMethod(.mean), draw: pair(1, 0.5, share: 0.05)),
      Cell(
        name: "lognormal 1 with a covariate", counts: (100, 100), tails: (0.026, 0.03), published: 2000,
        method: DeltaMethod(.mean), draw: pair(1, 0.6)),
      Cell(
        name: "clusters of lognormal 1.5", counts: (1900, 300), tails: (0.017, 0.021), published: 1500,
        method: DeltaMethod(.ratio, row: .cluster),
        draw: { stream in
          let (size, common) = (size(stream), 0.35.squareRoot() * stream.normal())
          let total = (0..<size).reduce(0) { sum, _ in
            sum + exp(1.5 * (common + 0.65.squareRoot() * stream.normal()))
          }
          return [total, Double(size)]
        }),
      Cell(
        name: "clusters of a proportion", counts: (800, 300), tails: (0.024, 0.025), published: 1500,
        method: DeltaMethod(.ratio, isProbability: true, row: .cluster),
        draw: { stream in
          let size = size(stream)
          let odds = exp(-3 + 2 * 3.0.squareRoot() * 0.35.squareRoot() * stream.normal())
          return [Double(stream.binomial(trials: size, probability: odds / (1 + odds))), Double(size)]
        }),
    ]

    private func estimate(_ cell: Cell, _ stream: RandomStream) -> Estimate {
      let arms = [cell.counts.control, cell.counts.variant].map { count in
        (0..<count).map { _ in cell.draw(stream) }
      }
      let moments = StratifiedMoments(
        cells: arms.map { [Moments(rows: $0, dimension: 2, shaped: cell.method.row == .unit ? 1 : 0)] },
        outcomes: cell.method.functional.dimension)
      guard cell.method.asksForShape(moments), let influence = cell.method.influence(moments) else {
        return cell.method.estimate(moments, Contrast(control: 0, variant: 1))
      }
      let shapes = arms.enumerated().map { arm, rows -> ArmShape? in
        guard let form = influence.form(arm: arm, stratum: 0) else { return nil }
        var sums = InfluenceSums(units: rows.count)
        for row in rows { sums.add(form(row)) }
        return sums.shape
      }
      return cell.method.estimate(moments.with(shapes: shapes), Contrast(control: 0, variant: 1))
    }

    @Test(arguments: cells) func tailsAreThoseOfTheTable(cell: Cell) async {
      let replicates = 1000
      let stream = RandomStream(seed: 5011)
      var (worse, better, undefined) = (0, 0, 0)
      for replicate in 0..<replicates {
        if replicate % 20 == 0 { await Task.yield() }
        let estimate = estimate(cell, stream)
        guard let test = try? estimate.test(.noDifference, alternative: .twoSided, Self.boundary),
          let z = test.statistic
        else {
          undefined += 1
          continue
        }
        guard test.pValue < 0.05, estimate.thinArm == nil else { continue }
        if z < 0 { worse += 1 } else { better += 1 }
      }
      print("\(cell): worse \(worse), better \(better), undefined \(undefined) of \(replicates)")
      for (count, rate) in [(worse, cell.tails.worse), (better, cell.tails.better)] {
        let p = max(rate, 0.0005)
        let error = (p * (1 - p) * (1 / Double(replicates) + 1 / Double(cell.published))).squareRoot()
        #expect(abs(Double(count) / Double(replicates) - rate) <= 3 * error + 0.0005, "\(cell)")
      }
    }
  }
}
