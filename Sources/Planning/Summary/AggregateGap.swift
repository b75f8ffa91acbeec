internal import Terms

/// A row of aggregates of a variant that lacks a number which must be there: left out, it would take the units of a day, or of a whole
/// variant, from one side of the comparison.
package struct AggregateGap: Sendable, Equatable {
  package let column: String
  /// As it is written; nil where it is blank.
  package let text: String?
  /// Counted from 1 without the header.
  package let row: Int
  /// nil where there is but one file.
  package let file: String?

  package init(column: String, text: String?, row: Int, file: String?) {
    (self.column, self.text, self.row, self.file) = (column, text, row, file)
  }

  package static let mostExamples = 3
}

extension AnalysisPlan {
  /// The column that counts the units of a row of aggregates, where no metric reads it as a count.
  package var uncheckedUnitCount: String? {
    guard source.rows == .aggregates, let count = source.unitCount, !counted.contains(where: { $0.trials == count })
    else { return nil }
    return count
  }

  /// The columns whose blanks take a row of aggregates from a metric.
  package func summedColumns(of metric: PlannedMetric) -> [String] {
    source.rows == .aggregates
      ? metric.population.terms.filter { $0.absence == .drop }.compactMap(\.column) : []
  }
}
