import Dispatch
import Tables
import Testing

@testable import Engines

@Suite(.enabled(if: InstalledDuckDB.library != nil, InstalledDuckDB.hint), .timeLimit(.minutes(15)))
struct DuckDBInterruptTests {
  /// Queries that would run for hours: one computes before its first row, one streams rows without end.
  private static let endless = [
    "SELECT sum(i % 7) AS s FROM range(1000000000000) t(i)",
    "SELECT i FROM range(1000000000000) t(i) WHERE i % 1000003 = 1",
  ]

  @Test(arguments: endless)
  func anInterruptStopsTheQueryAndTheEngineGoesOn(query: String) async throws {
    let engine = try InstalledDuckDB.engine()
    let running = Task { await engineError { try await engine.rows(of: query) } }
    // From a thread of its own, until it is heard: other tests may keep the task's thread busy before the query begins,
    // or while it fills the memory.
    let queue = DispatchQueue(label: "interrupt")
    let timer = DispatchSource.makeTimerSource(queue: queue)
    timer.setEventHandler { engine.interrupt() }
    timer.schedule(deadline: .now() + 0.1, repeating: 0.05)
    timer.resume()
    let error = await running.value
    timer.cancel()
    queue.sync {}
    #expect(error == EngineError(.interrupted, "the query was interrupted"))
    #expect(try await engine.rows(of: "SELECT 42 AS x")["x"] == .integer([42]))
  }

  @Test(arguments: endless)
  func cancellingTheTaskStopsTheQuery(query: String) async throws {
    let engine = try InstalledDuckDB.engine()
    let running = Task { await engineError { try await engine.rows(of: query) } }
    DispatchQueue.global().asyncAfter(deadline: .now() + 0.1) { running.cancel() }
    #expect(await running.value?.kind == .interrupted)
    #expect(try await engine.rows(of: "SELECT 42 AS x")["x"] == .integer([42]))
  }

  @Test func aTaskCancelledEarlyRunsNothing() async throws {
    let engine = try InstalledDuckDB.engine()
    // Cancelled at any moment from before the start to the middle of the query.
    for _ in 0..<50 {
      let running = Task { await engineError { try await engine.rows(of: Self.endless[0]) } }
      await Task.yield()
      running.cancel()
      #expect(await running.value?.kind == .interrupted)
    }
  }

  @Test func anInterruptWithoutAQueryIsForgotten() async throws {
    let engine = try InstalledDuckDB.engine()
    engine.interrupt()
    #expect(try await engine.rows(of: "SELECT 42 AS x")["x"] == .integer([42]))
  }

  @Test func progressIsAFractionWhileAQueryRuns() async throws {
    let engine = try InstalledDuckDB.engine()
    #expect(engine.progress() == nil)
    let running = Task { await engineError { try await engine.rows(of: Self.endless[0]) } }
    var fraction: Double?
    while fraction == nil {
      try await Task.sleep(for: .milliseconds(10))
      fraction = engine.progress()?.fraction
    }
    #expect((0...1).contains(try #require(fraction)))
    running.cancel()
    _ = await running.value
  }
}
