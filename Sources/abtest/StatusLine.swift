import Dispatch
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// One line of the terminal behind standard error, drawn again and again and erased in the end.
final class StatusLine: Sendable {
  private struct State {
    var isDrawn = false
    var isClosed = false
  }

  private let state = Mutex(State())

  /// Puts a text in the place of the last one; nil erases it.
  func show(_ text: String?) {
    state.withLock { state in
      guard !state.isClosed, state.isDrawn || text != nil, Self.isInForeground else { return }
      Console.status(Self.erasing + (text ?? ""))
      state.isDrawn = text != nil
    }
  }

  /// Erases the text, and draws no other.
  func close() {
    show(nil)
    state.withLock { $0.isClosed = true }
  }

  /// The columns of the window as it is now.
  var width: Int {
    var size = winsize()
    return ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0 ? Int(size.ws_col) : 80
  }

  /// Moves to the first column and erases everything from there on.
  private static let erasing = "\r\u{1B}[K"

  /// A job in the background leaves the terminal to the one who types there.
  private static var isInForeground: Bool {
    let group = tcgetpgrp(STDERR_FILENO)
    return group < 0 || group == getpgrp()
  }
}
