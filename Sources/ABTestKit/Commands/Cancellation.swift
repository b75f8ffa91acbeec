internal import Synchronization

/// Lets a signal handler stop a run: what to stop is filled in once there is something.
public final class Cancellation: Sendable {
  private struct State {
    var isCancelled = false
    var action: (@Sendable () -> Void)?
  }

  private let state = Mutex(State())

  public init() {}

  public var isCancelled: Bool { state.withLock(\.isCancelled) }

  public func cancel() {
    let action = state.withLock { state in
      state.isCancelled = true
      return state.action
    }
    action?()
  }

  func onCancel(_ action: @escaping @Sendable () -> Void) {
    let isCancelled = state.withLock { state in
      state.action = action
      return state.isCancelled
    }
    if isCancelled { action() }
  }

  func clear() { state.withLock { $0.action = nil } }
}
