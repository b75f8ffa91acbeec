import TestSupport

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Runs abtest on a terminal, which Python's `pty` plays.
enum PseudoTerminal {
  static let python: String? = ["/usr/bin/python3", "/usr/local/bin/python3", "/opt/homebrew/bin/python3"]
    .first { access($0, X_OK) == 0 }
  static let hint = "python3, which plays the terminal, is not installed"

  struct Outcome {
    let code: Int
    /// What the terminal received, each piece with the seconds since the start.
    let pieces: [(seconds: Double, text: String)]

    var text: String { pieces.map(\.text).joined() }
  }

  /// Standard error is a terminal of `columns` columns; standard output too, or else a file named `output`.
  ///
  /// Arguments of the program: the columns, the file or an empty text, the signal that follows the first piece (0: none),
  /// and the command.
  private static let program = """
    import fcntl, os, pty, struct, sys, termios, time
    columns, output, signal = int(sys.argv[1]), sys.argv[2], int(sys.argv[3])
    leader, follower = pty.openpty()
    fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    start = time.monotonic()
    child = os.fork()
    if child == 0:
        os.setsid()
        fcntl.ioctl(follower, termios.TIOCSCTTY, 0)
        os.dup2(follower, 2)
        os.dup2(os.open(output, os.O_WRONLY | os.O_CREAT, 0o600) if output else follower, 1)
        os.close(leader)
        os.execv(sys.argv[4], sys.argv[4:])
    os.close(follower)
    while True:
        try:
            piece = os.read(leader, 65536)
        except OSError:
            break
        if not piece:
            break
        print(f"{time.monotonic() - start:.3f} {piece.hex()}", flush=True)
        if signal:
            os.kill(child, signal)
            signal = 0
    sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) & 0xFF)
    """

  static func run(
    _ arguments: [String], in folder: ScratchFolder, columns: Int = 80, output: String? = nil, signal: Int32 = 0,
    environment: [String: String] = [:]
  ) async throws -> Outcome {
    let outcome = try await Binary.run(
      ["-c", program, "\(columns)", output.map { folder($0) } ?? "", "\(signal)", Binary.path ?? "abtest"] + arguments,
      in: folder, environment: ["TERM": "xterm"].merging(environment) { $1 }, program: python)
    let pieces = outcome.output.split(separator: "\n").compactMap { line -> (seconds: Double, text: String)? in
      let parts = line.split(separator: " ")
      guard parts.count == 2, let seconds = Double(parts[0]) else { return nil }
      return (seconds, String(decoding: bytes(parts[1]), as: UTF8.self))
    }
    return Outcome(code: outcome.code, pieces: pieces)
  }

  private static func bytes(_ hexadecimal: Substring) -> [UInt8] {
    var (bytes, rest) = ([UInt8](), hexadecimal)
    while !rest.isEmpty {
      bytes.append(UInt8(rest.prefix(2), radix: 16) ?? 0)
      rest = rest.dropFirst(2)
    }
    return bytes
  }

  /// The lines that remain on the screen, for a program that only erases lines from their beginning.
  static func screen(_ text: String) -> [String] {
    text.replacing("\r\n", with: "\n").split(separator: "\n", omittingEmptySubsequences: false).map { line in
      line.split(separator: "\r\u{1B}[K", omittingEmptySubsequences: false).last.map(String.init) ?? ""
    }
  }
}
