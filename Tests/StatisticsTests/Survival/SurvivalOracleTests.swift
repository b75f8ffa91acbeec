import Statistics
import TestSupport
import Testing

/// Kaplan-Meier, restricted means, log-rank and Cox against the package survival of R.
@Suite struct SurvivalOracleTests {
  struct Rows: Decodable, Sendable {
    let time: [Double]
    let event, stratum: [Int]
    let rmst, rmstError: Double
    let survival, survivalError: [Double]
    let lower, upper: [Double?]

    func table(_ only: Int? = nil) throws -> EventTable {
      try EventTable(
        rows: time.indices.filter { only == nil || stratum[$0] == only }.map { (time[$0], event[$0] == 1) })
    }
  }

  struct Case: Decodable, Sendable {
    let name: String
    let horizon: Double
    let times: [Double]
    let control, variant: Rows
    let observed: Int
    let expected, variance, chiSquared, p, logHazardRatio, logHazardRatioError: Double

    func strata() throws -> [(control: EventTable, variant: EventTable)] {
      try Set(control.stratum + variant.stratum).sorted().map { (try control.table($0), try variant.table($0)) }
    }
  }

  static let cases = Result { try OracleTable.cases("survival", as: Case.self) }
  static let twoSided = fixedBoundary(alpha: 0.05, alternative: .twoSided)

  @Test func curvesAgree() throws {
    for expected in try Self.cases.get() {
      for rows in [expected.control, expected.variant] {
        let curve = try KaplanMeier(try rows.table())
        for (index, time) in expected.times.enumerated() {
          let survival = try curve.survival(at: time)
          #expect(isClose(survival.value, rows.survival[index], relative: 1e-12), "\(expected.name) S(\(time))")
          let error = survival.variance.squareRoot()
          #expect(isClose(error, rows.survivalError[index], relative: Tolerance.closedForm), "\(expected.name) \(time)")
          guard let lower = rows.lower[index], let upper = rows.upper[index], survival.value < 1 else { continue }
          let interval = try survival.interval(Self.twoSided)
          #expect(isClose(interval.lower, lower, relative: 1e-8) && isClose(interval.upper, upper, relative: 1e-8))
        }
      }
    }
  }

  @Test func restrictedMeansAgree() throws {
    for expected in try Self.cases.get() {
      for rows in [expected.control, expected.variant] {
        let mean = try RestrictedMean(try rows.table(), horizon: expected.horizon)
        #expect(isClose(mean.value.value, rows.rmst, relative: Tolerance.closedForm), "\(expected.name)")
        #expect(isClose(mean.value.variance.squareRoot(), rows.rmstError, relative: 1e-8), "\(expected.name)")
      }
    }
  }

  @Test func logRankAgrees() throws {
    for expected in try Self.cases.get() {
      let test = try LogRank(strata: try expected.strata())
      #expect(test.observed == expected.observed, "\(expected.name)")
      #expect(isClose(test.expected, expected.expected, relative: Tolerance.closedForm), "\(expected.name)")
      #expect(isClose(test.variance, expected.variance, relative: Tolerance.closedForm), "\(expected.name)")
      #expect(isClose(test.chiSquared, expected.chiSquared, relative: Tolerance.closedForm), "\(expected.name)")
      #expect(isCloseP(test.pValue(.twoSided, Self.twoSided), expected.p), "\(expected.name)")
    }
  }

  @Test func coxAgrees() throws {
    for expected in try Self.cases.get() {
      let cox = try CoxRegression(strata: try expected.strata())
      #expect(isClose(cox.logHazardRatio, expected.logHazardRatio, relative: Tolerance.root), "\(expected.name)")
      #expect(isClose(cox.standardError, expected.logHazardRatioError, relative: Tolerance.root), "\(expected.name)")
    }
  }
}
