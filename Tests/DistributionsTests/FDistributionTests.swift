import Distributions
import TestSupport
import Testing

/// The upper tail of F against mpmath.
@Suite struct FDistributionTests {
  struct Case: Decodable, Sendable {
    let distribution: String
    let df1: Double?
    let df2: Double?
    let x: Double?
    let upper: Double?
  }

  @Test func tails() throws {
    let cases = try OracleTable.cases("distributions", as: Case.self).filter { $0.distribution == "f" }
    #expect(cases.count == 210)
    for example in cases {
      let (x, upper) = (try #require(example.x), try #require(example.upper))
      let f = FDistribution(
        numeratorDegreesOfFreedom: try #require(example.df1), denominatorDegreesOfFreedom: try #require(example.df2))
      // Of large denominators the tail is that of a chi-squared whose accuracy the source states.
      let relative = f.denominatorDegreesOfFreedom <= 2e5 ? 1e-8 : upper < 1e-10 ? 1e-6 : 1e-7
      #expect(isClose(f.upperTail(x), upper, relative: relative), "\(f), x \(x): \(f.upperTail(x)), \(upper)")
    }
  }

  /// The square of Student's t is an F with one degree of freedom above.
  @Test(arguments: [2.0, 7.5, 120, 1e5]) func isTheSquareOfStudent(df: Double) {
    let f = FDistribution(numeratorDegreesOfFreedom: 1, denominatorDegreesOfFreedom: df)
    for t in [0.1, 1, 2.3, 5] {
      #expect(isClose(f.upperTail(t * t), 2 * StudentT(degreesOfFreedom: df).upperTail(t), relative: 1e-8))
    }
  }

  @Test func knownVariancesMakeItChiSquared() {
    let f = FDistribution(numeratorDegreesOfFreedom: 3, denominatorDegreesOfFreedom: .infinity)
    #expect(f.upperTail(2) == ChiSquared(degreesOfFreedom: 3).upperTail(6))
    #expect(f.upperTail(0) == 1 && f.upperTail(-1) == 1 && f.upperTail(.infinity) == 0)
  }
}
