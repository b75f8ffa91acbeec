import Statistics
import TestSupport
import Testing

/// Tests that all variants are equal, against SciPy, statsmodels and NumPy.
@Suite struct OmnibusTestTests {
  struct Case: Decodable, Sendable {
    let test: String
    let successes: [Int]?
    let trials: [Int]?
    let means: [Double]?
    let variances: [Double]?
    let counts: [Int]?
    let values: [Double]?
    let covariance: [[Double]]?
    let smallestDf: Double?
    let statistic: Double
    let df: Double
    let df2: Double?
    let p: Double

    func result() throws -> OmnibusTest {
      if let successes, let trials { return try OmnibusTest.pearson(successes: successes, trials: trials) }
      if let means, let variances, let counts {
        return try OmnibusTest.welchANOVA(means: means, variances: variances, counts: counts)
      }
      let (values, covariance) = (try #require(values), try #require(covariance))
      return try OmnibusTest.wald(
        values: values, covariance: SymmetricMatrix(dimension: values.count) { covariance[$0][$1] },
        smallestDegreesOfFreedom: try #require(smallestDf))
    }
  }

  @Test func agrees() throws {
    let cases = try OracleTable.cases("omnibus", as: Case.self)
    #expect(cases.count == 15)
    for example in cases {
      let result = try example.result()
      #expect(result.method.rawValue.hasPrefix(example.test))
      let close = isClose(result.statistic, example.statistic, relative: 1e-9, absolute: 1e-12)
      #expect(close, "\(example): \(result)")
      #expect(result.degreesOfFreedom == example.df)
      #expect(isClose(result.denominatorDegreesOfFreedom, example.df2 ?? .infinity, relative: 1e-9))
      #expect(isCloseP(result.pValue, example.p), "\(example): \(result)")
    }
  }

  /// Of two variants Welch's analysis of variance is his t-test: F = t² (Methods/adjusted-means, "Example", the row
  /// "none"), which is not that of the pivot of skewed data.
  @Test func ofTwoVariantsIsTheTTest() throws {
    let estimate = try WorkedExampleTests.student(.mean)
    let test = try estimate.test(.noDifference, alternative: .twoSided, WorkedExampleTests.twoSided)
    let cells = [Fixtures.f1Control, Fixtures.f1Variant].map { Moments(values: $0.map { $0[0] }) }
    let anova = try OmnibusTest.welchANOVA(
      means: cells.map { $0.mean[0] }, variances: cells.map { $0.products[0, 0] / Double($0.count - 1) },
      counts: cells.map(\.count))
    #expect(isClose(test.statistic.map { $0 * $0 }, anova.statistic, relative: 1e-12))
    #expect(isClose(anova.denominatorDegreesOfFreedom, test.degreesOfFreedom, relative: 1e-12))
    #expect(isCloseP(anova.pValue, test.pValue))
    #expect(printsAs(anova.pValue, "0.384325"))
  }

  @Test func anyContrastsGiveTheSame() throws {
    let covariance = SymmetricMatrix(dimension: 3) { i, j in i == j ? 0.02 + 0.01 * Double(i) : 0.005 }
    let values = [1.0, 1.3, 0.9]
    let first = try OmnibusTest.wald(values: values, covariance: covariance, smallestDegreesOfFreedom: 1000)
    let reversed = try OmnibusTest.wald(
      values: values.reversed(), covariance: SymmetricMatrix(dimension: 3) { covariance[2 - $0, 2 - $1] },
      smallestDegreesOfFreedom: 1000)
    #expect(isClose(first.statistic, reversed.statistic, relative: 1e-12))
  }

  @Test func saysWhyThereIsNone() {
    #expect(throws: NotEstimable.emptyArm) { try OmnibusTest.pearson(successes: [1, 0], trials: [2, 0]) }
    #expect(throws: NotEstimable.noVariation) { try OmnibusTest.pearson(successes: [0, 0], trials: [2, 3]) }
    #expect(throws: NotEstimable.noVariation) { try OmnibusTest.pearson(successes: [2, 3], trials: [2, 3]) }
    func anova(_ variances: [Double], _ counts: [Int]) throws {
      _ = try OmnibusTest.welchANOVA(means: [1, 2], variances: variances, counts: counts)
    }
    #expect(throws: NotEstimable.emptyArm) { try anova([1, 1], [3, 0]) }
    #expect(throws: NotEstimable.tooFew) { try anova([1, 1], [3, 1]) }
    #expect(throws: NotEstimable.noVariation) { try anova([0, 1], [3, 3]) }
    #expect(throws: NotEstimable.numericallyUnreliable) {
      try OmnibusTest.wald(values: [1, 2], covariance: SymmetricMatrix(zero: 2), smallestDegreesOfFreedom: 10)
    }
  }
}
