internal import Terms

/// A column of aggregates in which rows of a variant lack a number that must be there: left out, they would take the units of a day, or
/// of a whole variant, from one side of the comparison.
package struct AggregateGap: Sendable, Equatable {
  package let column: String
  /// With what is written in the column.
  package let rows: [RowExample]

  package init(column: String, rows: [RowExample]) { (self.column, self.rows) = (column, rows) }
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
