/// What the world refused: a file, a folder, a database, memory. Never the user's spec, which gets diagnostics.
public struct EnvironmentError: Error, Sendable, Equatable, CustomStringConvertible {
  /// Names the thing and what is wrong with it, in one sentence without a full stop.
  public let message: String
  /// What would help; nil where the message says it.
  public let remedy: String?

  public init(_ message: String, remedy: String? = nil) {
    self.message = message
    self.remedy = remedy
  }

  public var description: String { remedy.map { "\(message)\n    \($0)" } ?? message }
}

/// The user pressed Ctrl-C; nothing was written.
public struct Interrupted: Error, Sendable, Equatable {}
