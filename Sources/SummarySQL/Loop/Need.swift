package import Planning

/// Something that must be known before metrics can be answered: what is asked for it, and what its answer says.
///
/// Equal needs are one: metrics declare what they need, and what several of them need is read once. A need is one file: its
/// queries, the decoding of their rows, its answer from a table in memory, and the needs that it depends on.
package protocol Need: Hashable, Sendable {
  associatedtype Answer: Sendable

  /// What must be known first, in this order; asked again until all of it is known, so that an answer may show what else there is
  /// to know.
  func prerequisites(_ known: Answers) -> [any Need]

  /// Passes over the sources that the need is likely to take, for the progress.
  func passes(_ known: Answers) -> Int

  /// The first thing to ask, or the answer, where it follows from what is known.
  ///
  /// - Throws: `NeedFault`, `MalformedResult` or `NotEstimable`.
  func step(_ known: Answers, in dialect: any SQLDialect) throws -> Step<Answer>

  /// The answer, as rows in memory give it.
  func answer(in table: MemoryTable, _ known: Answers) throws -> Answer
}

extension Need {
  package func prerequisites(_ known: Answers) -> [any Need] { [] }
  package func passes(_ known: Answers) -> Int { 0 }
}

/// A source does not say what it must.
package enum NeedFault: Error, Sendable {
  /// A division as fine as the data.
  case tooManyGroups(Grouping)
  /// Caps that would leave nothing of any value, by metric.
  case emptyCaps([String: Double])
  /// Passes over the same rows do not agree.
  case changedSource
  /// A text file that has no lines.
  case emptyFile(String)
  /// A text file whose first line is blank.
  case blankHeader(String)
}
