import Distributions
import TestSupport
import Testing

/// Tails and quantiles against values that mpmath computed with 40 digits.
@Suite struct DistributionOracleTests {
  struct Case: Decodable, Sendable {
    let distribution: String
    let function: String
    let x: Double?
    let q: Double?
    let df: Double?
    let lower: Double?
    let upper: Double?
    let n: Int?
    let p: Double?
    let k: Int?
    let pmf: Double?
  }

  /// The relative accuracy of GSL 2.7 (Methods/numerical-accuracy, "Limits of GSL").
  static let relative = 1e-8
  /// Student's tails below this have the accuracy of p-values only.
  static let farTail = 1e-10
  /// GSL inverts a t distribution less well below this tail, which no test of ours comes near.
  static let smallestInvertedTail = 1e-10

  static func cases(_ distribution: String, _ function: String) throws -> [Case] {
    let cases = try OracleTable.cases("distributions", as: Case.self)
    return cases.filter { $0.distribution == distribution && $0.function == function }
  }

  @Test func normalTails() throws {
    for example in try Self.cases("normal", "tails") {
      let x = try #require(example.x)
      if let lower = example.lower { #expect(isClose(Normal.lowerTail(x), lower, relative: Self.relative), "\(x)") }
      if let upper = example.upper { #expect(isClose(Normal.upperTail(x), upper, relative: Self.relative), "\(x)") }
    }
  }

  @Test func normalQuantiles() throws {
    for example in try Self.cases("normal", "upperQuantile") {
      let (x, q) = (try #require(example.x), try #require(example.q))
      let actual = Normal.quantile(upperTail: q)
      #expect(isClose(actual, x, relative: Tolerance.closedForm, absolute: 1e-15), "upper tail \(q)")
    }
  }

  @Test func studentTails() throws {
    for example in try Self.cases("studentT", "upper") {
      let (x, df) = (try #require(example.x), try #require(example.df))
      guard let upper = example.upper else { continue }
      let actual = StudentT(degreesOfFreedom: df).upperTail(x)
      let relative = upper < Self.farTail ? Tolerance.pValueRelative : Self.relative
      #expect(isClose(actual, upper, relative: relative), "df \(df), x \(x): \(actual), \(upper)")
    }
  }

  @Test func studentQuantiles() throws {
    for example in try Self.cases("studentT", "upperQuantile") {
      let (x, df, q) = (try #require(example.x), try #require(example.df), try #require(example.q))
      if q <= Self.smallestInvertedTail { continue }
      let actual = StudentT(degreesOfFreedom: df).quantile(upperTail: q)
      let close = isClose(actual, x, relative: Self.relative, absolute: 1e-12)
      #expect(close, "df \(df), tail \(q): \(actual), \(x)")
    }
  }

  @Test func chiSquaredTails() throws {
    for example in try Self.cases("chiSquare", "upper") {
      let (x, df) = (try #require(example.x), try #require(example.df))
      guard let upper = example.upper else { continue }
      let actual = ChiSquared(degreesOfFreedom: df).upperTail(x)
      #expect(isClose(actual, upper, relative: Self.relative), "df \(df), x \(x): \(actual), \(upper)")
    }
  }

  @Test func binomialMass() throws {
    for example in try Self.cases("binomial", "tails") {
      let (n, p, k) = (try #require(example.n), try #require(example.p), try #require(example.k))
      guard let mass = example.pmf else { continue }
      let actual = Binomial(trials: n, probability: p).mass(at: k)
      #expect(isClose(actual, mass, relative: Self.relative), "\(k) of \(n) at \(p): \(actual), \(mass)")
    }
  }
}
