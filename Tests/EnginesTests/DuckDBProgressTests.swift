import Dispatch
import Synchronization
import Tables
import Testing

@testable import Engines

/// What is known of a running query.
@Suite(.enabled(if: InstalledDuckDB.library != nil, InstalledDuckDB.hint), .timeLimit(.minutes(15)))
struct DuckDBProgressTests {
  /// Every progress of a query while it runs.
  private func progress(of query: String, in folder: ScratchFolder) async throws -> [EngineProgress] {
    let engine = try InstalledDuckDB.engine(root: folder.path, threads: 1)
    let seen = Mutex<[EngineProgress]>([])
    // From a thread of its own: other tests may keep the tasks' threads busy for as long as the query runs.
    let queue = DispatchQueue(label: "progress")
    let timer = DispatchSource.makeTimerSource(queue: queue)
    timer.setEventHandler {
      if let now = engine.progress() { seen.withLock { $0.append(now) } }
    }
    timer.schedule(deadline: .now(), repeating: 0.002)
    timer.resume()
    _ = try await engine.rows(of: query)
    timer.cancel()
    queue.sync {}
    #expect(engine.progress() == nil)
    return seen.withLock { $0 }
  }

  /// 2,000,000 rows grouped by as many keys, so that reading is about half of the work.
  private func query(_ source: String) -> String {
    "SELECT count(*) AS n FROM (SELECT key, sum(x) AS s FROM \(source) GROUP BY key)"
  }

  private func write(_ options: String, to file: String) throws {
    try InstalledDuckDB.execute(
      "COPY (SELECT md5(i::VARCHAR) AS key, i % 9 AS x FROM range(2000000) t(i)) TO '\(file)' (\(options))")
  }

  @Test func ofParquetTheRowsAreKnown() async throws {
    let folder = try ScratchFolder()
    let file = "\(folder.path)/rows.parquet"
    try write("FORMAT parquet", to: file)
    let seen = try await progress(of: query("read_parquet('\(file)')"), in: folder)
    let counted = seen.filter { $0.totalRows != nil }
    #expect(!counted.isEmpty)
    for now in counted {
      #expect(now.totalRows == 2_000_000)
      #expect((0...2_000_000).contains(try #require(now.rows)))
      #expect((0...1).contains(now.fraction))
    }
    #expect(counted.contains { (1..<2_000_000).contains($0.rows ?? 0) })
  }

  @Test func ofTextOnlyThePartReadIsKnown() async throws {
    let folder = try ScratchFolder()
    let file = "\(folder.path)/rows.csv"
    try write("FORMAT csv", to: file)
    let seen = try await progress(of: query("read_csv('\(file)')"), in: folder)
    #expect(seen.contains { $0.scanned.map { (0.01..<1).contains($0) } == true })
    #expect(seen.allSatisfy { $0.totalRows == nil && $0.rows == nil && (0...1).contains($0.scanned ?? 0) })
  }

  @Test func ofAQueryWithoutFilesOnlyTheFractionIsKnown() async throws {
    let folder = try ScratchFolder()
    let seen = try await progress(of: "SELECT sum(hash(i) % 7) AS s FROM range(40000000) t(i)", in: folder)
    #expect(!seen.isEmpty)
    #expect(seen.allSatisfy { $0.scanned == nil && $0.totalRows == nil })
  }

  /// Plans as DuckDB writes them, cut down to what matters.
  @Test(arguments: [
    (#"[{"name": "READ_PARQUET ", "children": [], "extra_info": {"Estimated Cardinality": "70"}}]"#, 70, true),
    (
      #"[{"name": "UNION", "children": [{"name": "READ_CSV", "children": [], "extra_info": {"Estimated Cardinality": "42"}}, "#
        + #"{"name": "READ_PARQUET ", "children": [], "extra_info": {"Estimated Cardinality": "8"}}], "#
        + #""extra_info": {"Estimated Cardinality": "99"}}]"#, 50, false
    ),
  ])
  func aPlanTellsWhatItsScansBring(plan: String, rows: Int, isExact: Bool) throws {
    let estimate = try #require(DuckDBScanEstimate(plan: plan))
    #expect(estimate.rows == rows)
    #expect(estimate.isExact == isExact)
  }

  @Test(arguments: [
    "", "[]", #"[{"name": "RANGE", "extra_info": {"Estimated Cardinality": "70"}}]"#,
    #"[{"name": "READ_CSV", "extra_info": {}}]"#,
    #"[{"name": "READ_CSV", "extra_info": {"Estimated Cardinality": "0"}}]"#,
    // A text of the query, escaped.
    #"[{"name": "FILTER", "extra_info": {"Expression": "x = '\"name\": \"READ_CSV\" \"Estimated Cardinality\": \"7\"'"}}]"#,
  ])
  func anotherPlanTellsNothing(plan: String) {
    #expect(DuckDBScanEstimate(plan: plan) == nil)
  }
}
