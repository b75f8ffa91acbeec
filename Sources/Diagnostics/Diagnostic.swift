/// What is wrong, where, and what to do.
///
/// Faults of a spec are collected and reported all at once; none stops the search for the others.
public struct Diagnostic: Hashable, Sendable {
  public enum Severity: String, Sendable {
    case error
    case warning
  }

  public let severity: Severity
  /// The rule that found it.
  public let code: DiagnosticCode
  public let place: SourcePlace
  /// Names the thing and its value, in one sentence without a full stop.
  public let message: String
  /// What would be right, in one sentence without a full stop.
  public let remedy: String?

  public init(
    _ severity: Severity = .error, code: DiagnosticCode, at place: SourcePlace, _ message: String, remedy: String? = nil
  ) {
    self.severity = severity
    self.code = code
    self.place = place
    self.message = message
    self.remedy = remedy
  }
}

extension Diagnostic: CustomStringConvertible {
  /// `file:line:column: error: message [code]`, and the remedy on a line of its own.
  public var description: String {
    let first = "\(place.file):\(place.line):\(place.column): \(severity.rawValue): \(message) [\(code.rawValue)]"
    guard let remedy else { return first }
    return first + "\n    " + remedy
  }
}
