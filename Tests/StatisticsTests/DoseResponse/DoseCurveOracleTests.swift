import Statistics
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Trends, curves, standardized predictions and monotone means against R.
@Suite struct DoseCurveOracleTests {
  struct Quantity: Decodable, Sendable { let value, error: Double }
  struct Case: Decodable, Sendable {
    let kind: String
    let name: String?
    let doses, trials, successes: [Double]?
    let chiSquared, p: Double?
    let dose, y: [Double]?
    let cluster: [Int]?
    let covariates: [[Double]]?
    let link, errors: String?
    let knots: [Double]?
    let from, to: Double?
    let low, high, difference, logRatio: Quantity?
    let bends: Double?
    let falling: [Double]?
  }

  static func cases(_ kind: String) throws -> [Case] {
    let cases = try OracleTable.cases("dose_response", as: Case.self).filter { $0.kind == kind }
    #expect(!cases.isEmpty)
    return cases
  }

  @Test func trendsAgree() throws {
    for expected in try Self.cases("trend") {
      let (doses, trials) = (try #require(expected.doses), try #require(expected.trials))
      let successes = try #require(expected.successes)
      let test = try TrendTest(
        doses.indices.map { .init(dose: doses[$0], trials: Int(trials[$0]), successes: Int(successes[$0])) })
      let square = try #require(expected.chiSquared)
      #expect(isClose(test.statistic * test.statistic, square, relative: 1e-9, absolute: 1e-12))
      #expect(
        isCloseP(test.pValue(.twoSided, fixedBoundary(alpha: 0.05, alternative: .twoSided)), try #require(expected.p)))
    }
  }

  @Test func curvesAgree() throws {
    let cases = try Self.cases("curve")
    #expect(cases.count == 8)
    for expected in cases {
      let name = try #require(expected.name)
      let (dose, y) = (try #require(expected.dose), try #require(expected.y))
      let (cluster, covariates) = (try #require(expected.cluster), try #require(expected.covariates))
      let rows = dose.indices.map {
        DoseRow(dose: dose[$0], covariates: covariates[$0], sum: y[$0], cluster: cluster[$0])
      }
      let knots = try #require(expected.knots)
      let shape = knots.isEmpty ? DoseShape.line : .spline(RestrictedCubicSpline(knots: knots))
      let errors: RegressionErrors =
        switch expected.errors {
        case "model": .model
        case "clustered": .clustered
        default: .robust(.hc2)
        }
      let curve = try DoseCurve(rows, shape, expected.link == "logit" ? .logit : .identity, errors)
      let (from, to) = (try #require(expected.from), try #require(expected.to))
      for (dose, quantity) in [(from, try #require(expected.low)), (to, try #require(expected.high))] {
        let prediction = try curve.prediction(at: dose).value
        #expect(isClose(prediction.value, quantity.value, relative: 1e-8), "\(name)")
        // The oracle's gradient is numerical.
        #expect(isClose(prediction.variance.squareRoot(), quantity.error, relative: 1e-7), "\(name)")
      }
      let evidence = try curve.values(from: from, to: to)
      let (difference, logRatio) = (try #require(expected.difference), try #require(expected.logRatio))
      #expect(isClose(evidence.variant.value - evidence.control.value, difference.value, relative: 1e-7), "\(name)")
      #expect(isClose(evidence.variance(r: 1).squareRoot(), difference.error, relative: 1e-6), "\(name)")
      let ratio = try LogRatio(evidence)
      #expect(isClose(ratio.estimate, logRatio.value, relative: 1e-7), "\(name)")
      #expect(isClose(ratio.standardError, logRatio.error, relative: 1e-6), "\(name)")
      #expect(
        curve.degreesOfFreedom
          == (expected.errors == "clustered"
            ? 49 : expected.errors == "hc2" ? 300 - Double(curve.coefficients.count) : .infinity))
      guard let bends = expected.bends else { continue }
      let test = try curve.nonlinearity()
      let statistic =
        test.denominatorDegreesOfFreedom.isFinite ? test.statistic * test.degreesOfFreedom : test.statistic
      #expect(isClose(statistic, bends, relative: 1e-6), "\(name)")
    }
  }

  @Test func knotsAreAtTheQuantiles() throws {
    let expected = try #require(try Self.cases("knots").first)
    let doses = try #require(expected.dose).map { (dose: $0, units: 1.0) }
    let spline = try RestrictedCubicSpline(quantilesOf: doses.shuffled())
    for (knot, value) in zip(spline.knots, try #require(expected.knots)) {
      #expect(isClose(knot, value, relative: 1e-12))
    }
  }

  @Test func monotoneMeansAgree() throws {
    let expected = try #require(try Self.cases("monotone").first)
    let (doses, trials) = (try #require(expected.doses), try #require(expected.trials))
    let (successes, falling) = (try #require(expected.successes), try #require(expected.falling))
    let rows = doses.indices.map { DoseRow(dose: doses[$0], trials: trials[$0], successes: successes[$0]) }
    let curve = try MonotoneCurve(rows.reversed(), isRising: false)
    for (point, value) in zip(curve.points, falling) { #expect(isClose(point.value, value, relative: 1e-12)) }
    #expect(zip(curve.points, curve.points.dropFirst()).allSatisfy { $0.value >= $1.value })
    let rising = try MonotoneCurve(rows, isRising: true)
    #expect(zip(rising.points, rising.points.dropFirst()).allSatisfy { $0.value <= $1.value })
    #expect(throws: NotEstimable.identifiability) { try curve.value(at: doses[0] - 1) }
    let middle = (doses[0] + doses[1]) / 2
    #expect(isClose(try curve.value(at: middle), (falling[0] + falling[1]) / 2, relative: 1e-12))
    #expect(throws: NotEstimable.emptyArm) { try MonotoneCurve([], isRising: true) }
  }
}
