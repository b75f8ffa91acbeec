internal import CDuckDB
internal import Synchronization

/// A running query whose progress may be asked for.
struct DuckDBFollowedQuery {
  enum Scans {
    case unasked
    case asked(DuckDBScanEstimate?)
  }

  let query: String
  var scans = Scans.unasked
}

extension DuckDBConnection {
  /// Does a piece of work that runs a query, and remembers the query for as long as it runs.
  func following<Answer>(_ query: String, _ work: () throws(EngineError) -> Answer) throws(EngineError) -> Answer {
    followed.withLock { $0 = DuckDBFollowedQuery(query: query) }
    defer { followed.withLock { $0 = nil } }
    return try work()
  }

  /// How far the followed query is; `nil` while nothing is known.
  func progress() -> EngineProgress? {
    let now = functions.queryProgress(handle)
    guard now.percentage >= 0, now.total_rows_to_process > 0 else { return nil }
    let fraction = min(now.percentage / 100, 1)
    guard let scans = scanEstimate() else { return EngineProgress(fraction: fraction) }
    return EngineProgress(
      fraction: fraction, scanned: min(Double(now.rows_processed) / Double(scans.rows), 1),
      totalRows: scans.isExact ? scans.rows : nil)
  }

  /// Asks the planner once for each query. The lock is free meanwhile, for the end of a query must not wait for its plan.
  private func scanEstimate() -> DuckDBScanEstimate? {
    guard let current = followed.withLock({ $0 }) else { return nil }
    if case .asked(let known) = current.scans { return known }
    let estimate = Self.scanEstimate(of: current.query, in: database)
    followed.withLock { state in
      if state?.query == current.query { state?.scans = .asked(estimate) }
    }
    return estimate
  }
}
