/// What an engine could not do, in its own words.
package struct EngineError: Error, Equatable {
  package enum Kind: Sendable, Equatable, CaseIterable {
    /// No engine library is installed.
    case libraryMissing
    /// A library is there, and cannot be used.
    case libraryUnusable
    /// The library's build needs a newer CPU.
    case cpu
    /// The text is not SQL.
    case syntax
    /// The SQL names a table, column or function that does not exist, or combines types that do not fit.
    case binding
    /// The lock refused it: a file outside the data root, or a change of the configuration.
    case permission
    case io
    case memory
    case interrupted
    /// A value does not fit the type that it should take.
    case conversion
    /// The query, the configuration or the data is wrong in another way.
    case invalidInput
    case other
  }

  package let kind: Kind
  /// One line, without a final period, that says what is wrong.
  package let summary: String
  /// What the engine adds: the place in the query, candidates, advice. It may have several lines.
  package let detail: String?

  package init(_ kind: Kind, _ summary: String, detail: String? = nil) {
    self.kind = kind
    self.summary = summary
    self.detail = detail
  }
}

extension EngineError {
  static let queryInterrupted = EngineError(.interrupted, "the query was interrupted")
}

extension EngineError: CustomStringConvertible {
  package var description: String { message }

  /// The summary, and under it the detail.
  package var message: String { detail.map { "\(summary)\n\($0)" } ?? summary }
}
