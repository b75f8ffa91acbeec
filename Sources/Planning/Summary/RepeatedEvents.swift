internal import Tables
internal import Terms

/// Rows of events that are the same in every column of their files.
package struct RepeatedEvents: Sendable, Equatable {
  /// nil for the rows of the data themselves.
  package let fact: String?
  package let rows: Int
  package let different: Int

  package init(fact: String?, rows: Int, different: Int) {
    (self.fact, self.rows, self.different) = (fact, rows, different)
  }
}

extension AnalysisPlan {
  /// The logs of which two rows should not be the same: events that have a time and no identifier.
  package var logsWithoutID: [(fact: String?, source: PlannedSource)] {
    let facts = (exposures?.facts ?? []).filter { $0.id == nil && $0.time != nil && $0.join == nil }
    let own = source.rows == .events && source.fileColumns.contains { source.mayBeTime($0) }
    return facts.map { ($0.name, $0.source) } + (own ? [(nil, source)] : [])
  }
}

extension PlannedSource {
  private static let timeWords: Set<String> = ["time", "timestamp", "datetime", "at", "ts"]

  /// Whether a column tells when an event happened, by its type or its name.
  fileprivate func mayBeTime(_ column: String) -> Bool {
    switch schema[column]?.type {
    case .time, .instant: true
    case .text, .integer, .real:
      column.lowercased().split { !$0.isLetter }.contains { Self.timeWords.contains(String($0)) }
    case .truth, .other, nil: false
    }
  }
}
