internal import Engines
internal import Synchronization

/// Shows how far a run is, to whoever looks at it; a run that nobody looks at does no work for it.
public final class ProgressGauge: Sendable {
  private struct State {
    var scan: SourceScan?
    var pass = 0
    var start = ContinuousClock.now
    var last: AnalysisProgress?
    /// The rows that a text seems to have, once they were asked for.
    var estimate: Int??
  }

  private let state = Mutex(State())

  public init() {}

  /// The progress of the pass that is running; nil while none is, or nothing is known. Any thread may call this.
  public func reading() -> AnalysisProgress? {
    // The engine is asked without the lock, so that a run never waits for the one who looks.
    guard let (scan, pass) = state.withLock({ state in state.scan.map { ($0, state.pass) } }) else { return nil }
    let now = scan.engine.progress()
    let estimate = now?.totalRows == nil ? estimatedRows(scan) : nil
    return state.withLock { state in
      guard state.scan != nil, state.pass == pass else { return nil }
      state.last = Self.progress(now, scan, estimate, state)
      return state.last
    }
  }

  /// A pass over the sources begins.
  func begin(_ scan: SourceScan, pass: Int) {
    state.withLock { state in
      state.scan = scan
      state.pass = pass
      state.start = .now
      state.last = nil
    }
  }

  func clear() { state.withLock { $0 = State() } }

  private func estimatedRows(_ scan: SourceScan) -> Int? {
    if let known = state.withLock(\.estimate) { return known }
    let estimate = scan.estimatedRows()
    state.withLock { $0.estimate = .some(estimate) }
    return estimate
  }

  /// What the engine says, never less than before: it forgets its numbers in the last moment of a query.
  private static func progress(
    _ now: EngineProgress?, _ scan: SourceScan, _ estimate: Int?, _ state: State
  ) -> AnalysisProgress? {
    guard now != nil || state.last != nil else { return nil }
    let fraction = now.map { scan.endsWithReading ? $0.scanned ?? $0.fraction : $0.fraction } ?? 0
    var rows = state.last?.rows
    if let now, let scanned = now.scanned, let total = now.totalRows ?? estimate {
      let read = Int((scanned * Double(total)).rounded())
      rows = AnalysisProgress.Rows(
        read: max(read, rows?.read ?? 0), expected: total, isEstimate: now.totalRows == nil)
    }
    return AnalysisProgress(
      pass: state.pass, fraction: max(fraction, state.last?.fraction ?? 0), rows: rows,
      elapsed: .now - state.start)
  }
}
