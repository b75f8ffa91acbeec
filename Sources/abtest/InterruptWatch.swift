import ABTestKit
import Dispatch

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Turns Ctrl-C, a polite kill and a closed terminal into a cancellation; the second one ends the process at once, and so does
/// time where a cancellation is not obeyed.
final class InterruptWatch {
  private let sources: [any DispatchSourceSignal]
  private static let numbers = [SIGINT, SIGTERM, SIGHUP, SIGQUIT]
  /// Seconds after which a process that was to stop does not wait any longer.
  private static let patience = 5

  /// - Parameter clearing: what to take off the screen; it must not wait.
  init(_ cancellation: Cancellation, clearing: (@Sendable () -> Void)? = nil) {
    sources = Self.numbers.map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler {
        if cancellation.isCancelled { _exit(130) }
        cancellation.cancel()
        clearing?()
        DispatchQueue.global().asyncAfter(deadline: .now() + .seconds(Self.patience)) { _exit(130) }
      }
      source.resume()
      return source
    }
  }

  func stop() {
    for source in sources { source.cancel() }
    for number in Self.numbers { signal(number, SIG_DFL) }
  }
}
