import ABTestKit
import Dispatch

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Draws the progress of a run on the terminal behind standard error, and leaves nothing of it there.
///
/// The first second passes without it, so that a short run neither draws nor asks.
final class ProgressDisplay {
  private let timer: any DispatchSourceTimer
  private let queue = DispatchQueue(label: "abtest.progress")
  private let line = StatusLine()

  /// Nil where nobody would see it: standard error is a file, a pipe, or a terminal that cannot go back in a line.
  init?(_ gauge: ProgressGauge) {
    let isDumb = getenv("TERM").map { String(cString: $0) } == "dumb"
    guard !isDumb, isatty(STDERR_FILENO) == 1 else { return nil }
    timer = DispatchSource.makeTimerSource(queue: queue)
    timer.schedule(deadline: .now() + .seconds(1))
    timer.setEventHandler { [line, timer] in
      line.show(gauge.reading().map { ProgressBar(width: line.width).text($0) })
      // Only now, so that a slow answer is not followed by a crowd of late ones.
      timer.schedule(deadline: .now() + .milliseconds(200))
    }
    timer.resume()
  }

  /// Erases what is drawn, for good; it returns when that is done.
  func stop() {
    timer.cancel()
    queue.sync { line.close() }
  }

  /// Does the same without waiting: a terminal that stands still must not hold up an interrupt.
  var erasure: @Sendable () -> Void {
    { [queue, line] in queue.async { line.close() } }
  }
}
