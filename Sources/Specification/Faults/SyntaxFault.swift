import Diagnostics

/// A fault after which a parser cannot go on: what follows would be guesswork.
struct SyntaxFault: Error {
  let diagnostic: Diagnostic

  init(_ code: FaultCode, at place: SourcePlace, _ message: String, remedy: String? = nil) {
    diagnostic = Diagnostic(code: code.rawValue, at: place, message, remedy: remedy)
  }
}
