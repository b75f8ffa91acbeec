import ABTestKit
import Dispatch

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Turns Ctrl-C and a polite kill into a cancellation; the second one ends the process at once.
final class InterruptWatch {
  private let sources: [any DispatchSourceSignal]

  /// - Parameter clearing: what to take off the screen; it must not wait.
  init(_ cancellation: Cancellation, clearing: (@Sendable () -> Void)? = nil) {
    sources = [SIGINT, SIGTERM].map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler {
        if cancellation.isCancelled { _exit(130) }
        cancellation.cancel()
        clearing?()
      }
      source.resume()
      return source
    }
  }

  func stop() {
    for source in sources { source.cancel() }
    signal(SIGINT, SIG_DFL)
    signal(SIGTERM, SIG_DFL)
  }
}
