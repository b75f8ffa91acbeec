package import Diagnostics

/// Collects the faults of one spec, so that all of them are reported together.
package final class FaultCollector {
  package private(set) var diagnostics: [Diagnostic] = []

  package init() {}

  package var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }

  package func error(_ code: DiagnosticCode, at place: SourcePlace, _ message: String, remedy: String? = nil) {
    add(Diagnostic(code: code, at: place, message, remedy: remedy))
  }

  package func warning(_ code: DiagnosticCode, at place: SourcePlace, _ message: String, remedy: String? = nil) {
    add(Diagnostic(.warning, code: code, at: place, message, remedy: remedy))
  }

  package func add(_ diagnostic: Diagnostic) {
    diagnostics.append(diagnostic)
  }
}
