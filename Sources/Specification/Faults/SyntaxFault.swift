import Diagnostics

/// A fault after which a parser cannot go on: what follows would be guesswork.
struct SyntaxFault: Error {
  let diagnostic: Diagnostic

  init(_ code: DiagnosticCode, at place: SourcePlace, _ message: String, remedy: String? = nil) {
    diagnostic = Diagnostic(code: code, at: place, message, remedy: remedy)
  }
}
