import Statistics
import TestSupport
import Testing

extension StatisticalCore {
  /// Mid-p of successes over several tables (Methods/proportions, "Few conversions in an uneven split").
  @Suite struct StratifiedMidPTests {
    struct Case: Decodable, Sendable {
      /// Successes and trials of the control, then of the variant.
      let tables: [[Int]]
      let less, greater: Double
    }

    private static func tables(_ texts: [[Int]]) throws -> [ScoreCounts] {
      try texts.map {
        try ScoreCounts(
          controlSuccesses: $0[0], controlTrials: $0[1], variantSuccesses: $0[2], variantTrials: $0[3])
      }
    }

    @Test(arguments: try OracleTable.cases("stratified_midp", as: Case.self))
    func oracle(expected: Case) throws {
      let found = MidP(strata: try Self.tables(expected.tables))
      #expect(isClose(found.pValue(.less).p, expected.less, relative: 1e-9))
      #expect(isClose(found.pValue(.greater).p, expected.greater, relative: 1e-9))
      #expect(isClose(found.pValue(.twoSided).p, min(1, 2 * min(expected.less, expected.greater)), relative: 1e-9))
    }

    /// What a stratum of one variant alone knows nothing of changes nothing, and neither does the order of strata.
    @Test func emptyTablesAndOrderDoNotMatter() throws {
      let tables = try Self.tables([[3, 50, 9, 25], [1, 40, 6, 30], [0, 9, 0, 4], [7, 7, 2, 2]])
      let whole = MidP(strata: tables)
      #expect(
        isClose(whole.pValue(.greater).p, MidP(strata: Array(tables.prefix(2))).pValue(.greater).p, relative: 1e-12))
      #expect(isClose(whole.pValue(.greater).p, MidP(strata: tables.reversed()).pValue(.greater).p, relative: 1e-12))
    }
  }
}
