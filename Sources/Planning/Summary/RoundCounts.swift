internal import Terms

/// Counts of aggregates that are all multiples of a power of ten, as figures from a slide are.
package struct RoundCounts: Sendable, Equatable {
  package let column: String
  /// 10 or 100.
  package let step: Int
  /// Different counts that are not zero.
  package let values: Int

  /// Different counts from which it is said: so many are multiples of ten by chance in one of a million.
  package static let fewest = 6

  package init(column: String, step: Int, values: Int) {
    (self.column, self.step, self.values) = (column, step, values)
  }
}

extension AnalysisPlan {
  /// The columns with counts of aggregates, each once.
  package var countColumns: [String] {
    guard source.rows == .aggregates else { return [] }
    return unique(metrics.flatMap(\.population.terms).filter { $0.kind == .count }.compactMap(\.column))
  }
}
