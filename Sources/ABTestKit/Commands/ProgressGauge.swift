internal import Engines
internal import Synchronization

/// Shows how far a run is, to whoever looks at it; a run that nobody looks at does no work for it.
public final class ProgressGauge: Sendable {
  private struct State {
    var scan: SourceScan?
    var pass = 0
    var passes = 1
    var start = ContinuousClock.now
    var passStart = ContinuousClock.now
    /// What was shown last, and in this pass.
    var fraction = 0.0
    var rows: AnalysisProgress.Rows?
    var isKnown = false
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
    let estimate = now != nil && now?.totalRows == nil ? estimatedRows(scan) : nil
    return state.withLock { state in
      guard state.scan != nil, state.pass == pass else { return nil }
      if let now { Self.update(&state, now, scan, estimate) }
      guard state.isKnown else { return nil }
      return AnalysisProgress(
        pass: state.pass, passes: state.passes, fraction: state.fraction, rows: state.rows,
        elapsed: .now - state.start)
    }
  }

  /// A pass over the sources begins; `further` ones are foreseen after it.
  func begin(_ scan: SourceScan, further: Int) {
    state.withLock { state in
      if state.pass == 0 { state.start = .now }
      state.scan = scan
      state.pass += 1
      state.passes = state.pass + further
      state.passStart = .now
      // The number of rows stays: it is shown also before the engine says it again.
      state.rows = state.rows.map {
        AnalysisProgress.Rows(read: 0, expected: $0.expected, perSecond: nil, isEstimate: $0.isEstimate)
      }
    }
  }

  func clear() { state.withLock { $0 = State() } }

  private func estimatedRows(_ scan: SourceScan) -> Int? {
    if let known = state.withLock(\.estimate) { return known }
    let estimate = scan.estimatedRows()
    state.withLock { $0.estimate = .some(estimate) }
    return estimate
  }

  /// Takes what the engine says, but never less than before: it forgets its numbers in the last moment of a query.
  private static func update(_ state: inout State, _ now: EngineProgress, _ scan: SourceScan, _ estimate: Int?) {
    state.isKnown = true
    let ofPass = scan.endsWithReading ? now.scanned ?? now.fraction : now.fraction
    state.fraction = max(state.fraction, (Double(state.pass - 1) + ofPass) / Double(state.passes))
    guard let scanned = now.scanned, let total = now.totalRows ?? estimate else { return }
    let read = max(Int((scanned * Double(total)).rounded()), state.rows?.read ?? 0)
    let seconds = (.now - state.passStart) / .seconds(1)
    state.rows = AnalysisProgress.Rows(
      read: read, expected: total, perSecond: read > 0 && seconds > 0 ? Double(read) / seconds : nil,
      isEstimate: now.totalRows == nil)
  }
}
