import Statistics
import TestSupport
import Testing

extension StatisticalCore {
  /// Variance and degrees of freedom against clubSandwich.
  @Suite struct CR2Tests {
    struct Arm: Decodable, Sendable {
      let y, d: [Double]
      var rows: [ClusterRow] { zip(y, d).map { ClusterRow(successes: $0, events: $1) } }
    }
    struct Case: Decodable, Sendable {
      let name: String
      let control, treatment: Arm
      let difference, standardError, df, standardErrorControl, dfControl, p: Double
    }

    @Test func agreesWithClubSandwich() throws {
      for expected in try OracleTable.cases("cr2", as: Case.self) {
        let evidence = try CR2.evidence(control: expected.control.rows, variant: expected.treatment.rows)
        let close = [
          (evidence.variant.value - evidence.control.value, expected.difference),
          (evidence.variance(r: 1).squareRoot(), expected.standardError),
          (evidence.degreesOfFreedom(r: 1), expected.df),
          (evidence.control.variance.squareRoot(), expected.standardErrorControl),
          (evidence.control.degreesOfFreedom, expected.dfControl),
        ]
        for (actual, value) in close {
          #expect(isClose(actual, value, relative: Tolerance.closedForm), "\(expected.name): \(actual), \(value)")
        }
        let level = fixedBoundary(alpha: 0.05, alternative: .twoSided)
        let test = try Estimate(evidence).test(.noDifference, alternative: .twoSided, level)
        #expect(isCloseP(test.pValue, expected.p), "\(expected.name)")
      }
    }

    static let control = Fixtures.f2Control.map { ClusterRow(successes: $0[0], events: $0[1]) }
    static let variant = Fixtures.f2Variant.map { ClusterRow(successes: $0[0], events: $0[1]) }

    /// The figures of Methods/clusters, "Example".
    @Test func workedExample() throws {
      let evidence = try CR2.evidence(control: Self.control, variant: Self.variant)
      #expect(printsAs(evidence.control.value, "0.13191489") && printsAs(evidence.variant.value, "0.19834711"))
      #expect(printsAs(evidence.variance(r: 1).squareRoot(), "0.04151638"))
      #expect(printsAs(evidence.degreesOfFreedom(r: 1), "7.603839"))
      let level = fixedBoundary(alpha: 0.05, alternative: .twoSided)
      let estimate = Estimate(evidence)
      #expect(printsAs(try estimate.test(.noDifference, alternative: .twoSided, level).pValue, "0.150196"))
      let interval = try estimate.interval(on: .absolute, alternative: .twoSided, level)
      #expect(printsAs(interval.lower, "-0.030180") && printsAs(interval.upper, "0.163044"))
    }

    /// With clusters of one event CR2 is Welch's variance; with equal counts the degrees of freedom are those of the pool.
    @Test func clustersOfOneEventGiveTheUsualVarianceOfAMean() throws {
      let (zero, one) = ([3.0, 5, 8, 1, 4], [6.0, 2, 9, 9, 5])
      let evidence = try CR2.evidence(
        control: zero.map { ClusterRow(sum: $0, size: 1) }, variant: one.map { ClusterRow(sum: $0, size: 1) })
      let (first, second) = (Moments(values: zero), Moments(values: one))
      #expect(isClose(evidence.variance(r: 1), (first.products[0, 0] + second.products[0, 0]) / 20, relative: 1e-13))
      #expect(isClose(evidence.degreesOfFreedom(r: 1), 8, relative: 1e-13))
      #expect(isClose(evidence.control.degreesOfFreedom, 4, relative: 1e-13))
    }

    @Test func exchangedVariantsHaveTheOppositeDifference() throws {
      let (one, other) = (
        try CR2.evidence(control: Self.control, variant: Self.variant),
        try CR2.evidence(control: Self.variant, variant: Self.control)
      )
      #expect(one.statistic(r: 1, delta: 0) == -other.statistic(r: 1, delta: 0))
      #expect(one.degreesOfFreedom(r: 1) == other.degreesOfFreedom(r: 1))
    }

    @Test func degenerateClustersHaveNoEvidence() {
      func rows(_ values: [(Double, Double)]) -> [ClusterRow] { values.map { ClusterRow(sum: $0.0, size: $0.1) } }
      let good = rows([(1, 2), (2, 2), (1, 3), (3, 4)])
      let cases: [([ClusterRow], NotEstimable)] = [
        ([], .emptyArm), (rows([(1, 2), (2, 2), (3, 2)]), .tooFew),
        (rows([(1, 0), (2, 0), (3, 0), (1, 0)]), .denominatorZero),
        (rows([(1, 2), (2, -1), (3, 2), (1, 1)]), .denominatorZero),
        (rows([(1, 2), (0, 0), (0, 0), (0, 0)]), .tooFew),
      ]
      for (bad, reason) in cases {
        #expect(throws: reason) { try CR2.evidence(control: bad, variant: good) }
        #expect(throws: reason) { try CR2.evidence(control: good, variant: bad) }
      }
      let constant = rows([(0.3, 3), (0.1, 1), (0.7, 7), (1.1, 11)])
      #expect(throws: NotEstimable.noVariation) { try CR2.evidence(control: constant, variant: constant) }
    }
  }
}
