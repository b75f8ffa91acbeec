import ABTestKit
import ArgumentParser
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What people see: results on standard output, errors on standard error, exit codes as the manual has them.
enum Console {
  static func output(_ text: String) {
    guard let code = write(text, to: STDOUT_FILENO), code != EPIPE else { return }
    // A reader that went away, such as `head`, wants no more; anything else is a fault.
    // Once is enough: what follows would fail as well.
    outputFault.withLock { $0 = $0 ?? String(cString: strerror(code)) }
  }

  private static let outputFault = Mutex<String?>(nil)

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
      if let fault = outputFault.withLock({ $0 }) {
        throw EnvironmentError("cannot write to standard output: \(fault)")
      }
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

  /// - Returns: the code of the error that stopped it; nil where all was written.
  @discardableResult private static func write(_ text: String, to descriptor: CInt) -> CInt? {
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
      guard count > 0 else { return errno }
      bytes = bytes.dropFirst(count)
    }
    return nil
  }
}
