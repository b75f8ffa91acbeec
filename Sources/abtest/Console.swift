import ABTestKit
import ArgumentParser

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What people see: results on standard output, errors on standard error, exit codes as the manual has them.
enum Console {
  static func output(_ text: String) { write(text, to: STDOUT_FILENO) }

  static func error(_ text: String) { write(text + "\n", to: STDERR_FILENO) }

  /// Text for a terminal that is not to stay there.
  static func status(_ text: String) { write(text, to: STDERR_FILENO) }

  /// The summary in the width of the window, colored only on a terminal that wants it.
  static func text(_ report: Report) -> String {
    TerminalText(width: width, usesColor: usesColor).render(report)
  }

  /// A quick comparison, as wide and as colored.
  static func text(_ quick: QuickRun) -> String { quick.text(width: width, usesColor: usesColor) }

  /// Runs a command's work and turns what it throws into messages and exit codes.
  static func reportingErrors(_ body: () async throws -> Void) async throws {
    do {
      try await body()
    } catch let faults as DiagnosticList {
      error(faults.description)
      throw ExitCode(1)
    } catch let world as EnvironmentError {
      error("abtest: \(world.description)")
      throw ExitCode(2)
    } catch is Interrupted {
      error("abtest: interrupted; nothing was written")
      throw ExitCode(130)
    }
  }

  private static var width: Int {
    if let columns = getenv("COLUMNS").flatMap({ Int(String(cString: $0)) }), columns > 0 { return columns }
    var size = winsize()
    return ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0 ? Int(size.ws_col) : 80
  }

  private static var usesColor: Bool {
    let refusal = getenv("NO_COLOR").map { String(cString: $0) } ?? ""
    let isDumb = getenv("TERM").map { String(cString: $0) } == "dumb"
    return refusal.isEmpty && !isDumb && isatty(STDOUT_FILENO) == 1
  }

  private static func write(_ text: String, to descriptor: CInt) {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { buffer in
        #if canImport(Glibc)
          Glibc.write(descriptor, buffer.baseAddress, buffer.count)
        #elseif canImport(Musl)
          Musl.write(descriptor, buffer.baseAddress, buffer.count)
        #else
          Darwin.write(descriptor, buffer.baseAddress, buffer.count)
        #endif
      }
      // A reader that went away, such as `head`, wants no more.
      guard count > 0 else { return }
      bytes = bytes.dropFirst(count)
    }
  }
}
