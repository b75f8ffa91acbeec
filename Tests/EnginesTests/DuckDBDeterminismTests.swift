import Tables
import Testing

@testable import Engines

@Suite(.enabled(if: InstalledDuckDB.library != nil, InstalledDuckDB.hint))
struct DuckDBDeterminismTests {
  /// Sums of scaled integers, as an analysis asks for them.
  private static let query = """
    SELECT i % 3 AS arm, count(*) AS n, sum(d) AS s1, sum(d::HUGEINT * d) AS s2 FROM (
      SELECT i, round((sin(i) * 1000 + 1e6) * 1048576)::BIGINT AS d FROM range(1000000) t(i))
    GROUP BY ALL ORDER BY ALL
    """

  @Test func exactSumsAreTheSameForAnyNumberOfThreads() async throws {
    let one = try await InstalledDuckDB.engine(threads: 1).rows(of: Self.query)
    #expect(one.rowCount == 3)
    for threads in [2, 4] {
      #expect(try await InstalledDuckDB.engine(threads: threads).rows(of: Self.query) == one)
    }
  }

  @Test func rowsComeInTheirOrder() async throws {
    let table = try await InstalledDuckDB.engine(threads: 4).rows(
      of: "SELECT i FROM range(300000) t(i) WHERE i % 2 = 0")
    #expect(table.columns == [.integer((0..<150_000).map { $0 * 2 })])
  }

  @Test func twoEnginesWorkAtOnce() async throws {
    let first = try InstalledDuckDB.engine()
    let second = try InstalledDuckDB.engine()
    async let left = first.rows(of: Self.query)
    async let right = second.rows(of: Self.query)
    #expect(try await left == right)
  }

  @Test func queriesOfOneEngineQueueUp() async throws {
    let engine = try InstalledDuckDB.engine()
    try await withThrowingTaskGroup(of: Column?.self) { group in
      for number in 0..<100 { group.addTask { try await engine.rows(of: "SELECT \(number) AS x")["x"] } }
      var answers: Set<Int64> = []
      for try await case .integer(let values)? in group { answers.formUnion(values.compactMap(\.self)) }
      #expect(answers == Set(0..<100))
    }
  }
}
