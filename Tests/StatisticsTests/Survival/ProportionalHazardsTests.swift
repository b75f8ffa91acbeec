import Distributions
import Statistics
import TestSupport
import Testing

extension StatisticalCore {
  /// The test of proportional hazards against derivatives of the likelihood on the rows, and its level and power.
  @Suite struct ProportionalHazardsTests {
    struct Case: Decodable, Sendable {
      let name: String
      /// Per stratum rows of time, event, variant.
      let strata: [[[Double]]]
      let beta, statistic, p: Double
      let rises: Bool
    }

    private func tables(_ rows: [[Double]]) throws -> (control: EventTable, variant: EventTable) {
      let arms = try [0.0, 1].map { arm in
        try EventTable(rows: rows.filter { $0[2] == arm }.map { (time: $0[0], isEvent: $0[1] == 1) })
      }
      return (arms[0], arms[1])
    }

    @Test func agreesWithTheLikelihoodOfTheRows() throws {
      let cases = try OracleTable.cases("proportional_hazards", as: Case.self)
      #expect(cases.count == 5)
      for expected in cases {
        let strata = try expected.strata.map(tables)
        let test = try ProportionalHazards(strata: strata)
        #expect(isClose(try CoxRegression(strata: strata).logHazardRatio, expected.beta, relative: 1e-8))
        #expect(isClose(test.statistic, expected.statistic, relative: 1e-6, absolute: 1e-9), "\(expected.name)")
        #expect(isClose(test.pValue, expected.p, relative: 1e-6), "\(expected.name)")
        #expect(test.rises == expected.rises && test.isRejected == (expected.p < 0.05), "\(expected.name)")
      }
    }

    @Test func onlyTheOrderOfTimesMatters() throws {
      let expected = try #require(
        try OracleTable.cases("proportional_hazards", as: Case.self).first { $0.name == "crossing" })
      let squared = expected.strata.map { $0.map { [$0[0] * $0[0] * 3, $0[1], $0[2]] } }
      let test = try ProportionalHazards(strata: try squared.map(tables))
      #expect(isClose(test.statistic, expected.statistic, relative: 1e-6))
    }

    /// Variants exchanged: the same statistic, and the other direction.
    @Test func namesOfVariantsDoNotMatter() throws {
      for expected in try OracleTable.cases("proportional_hazards", as: Case.self) {
        let strata = try expected.strata.map(tables)
        let (one, other) = (
          try ProportionalHazards(strata: strata),
          try ProportionalHazards(strata: strata.map { (control: $0.variant, variant: $0.control) })
        )
        #expect(isClose(one.statistic, other.statistic, relative: 1e-6, absolute: 1e-9) && one.rises != other.rises)
      }
    }

    /// Hazards in the ratio 0.6, and hazards that cross: 5 % and nearly always.
    @Test func keepsItsLevelAndFindsCrossingHazards() throws {
      let stream = RandomStream(seed: 33)
      func isRejected(_ hazard: (early: Double, late: Double)) throws -> Bool {
        func table(_ early: Double, _ late: Double) throws -> EventTable {
          try EventTable(
            rows: (0..<100).map { _ in
              let u = stream.exponential()
              // The hazard changes after one unit of time.
              let time = u < early ? u / early : 1 + (u - early) / late
              let watched = 1 + 2 * stream.uniform()
              return (min(time, watched), time <= watched)
            })
        }
        return try ProportionalHazards(strata: [(try table(1, 1), try table(hazard.early, hazard.late))]).isRejected
      }
      let level = try (0..<600).count { _ in try isRejected((0.6, 0.6)) }
      let power = try (0..<100).count { _ in try isRejected((0.4, 2.5)) }
      // 30 ± 5.3 by chance.
      #expect((14...46).contains(level) && power > 85, "\(level) \(power)")
    }

    @Test func eventsAtOneTimeTellNothing() throws {
      let table = try EventTable([.init(time: 1, events: 3, censored: 0), .init(time: 2, events: 0, censored: 5)])
      #expect(throws: NotEstimable.tooFew) { try ProportionalHazards(strata: [(table, table)]) }
    }
  }
}
