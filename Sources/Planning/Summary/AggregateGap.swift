internal import Terms

/// A column of aggregates in which rows of a variant lack a number that must be there: left out, they would take the units of a day, or
/// of a whole variant, from one side of the comparison.
package struct AggregateGap: Sendable, Equatable {
  /// What a number must be.
  package enum Demand: Sendable, Equatable {
    /// Units: a whole number from 0 on.
    case isCount
    case isThere
    /// A sum of squares.
    case isNotNegative
  }

  package let column: String
  package let demand: Demand
  /// With what is written in the column.
  package let rows: [RowExample]

  package init(_ column: String, _ demand: Demand, rows: [RowExample]) {
    (self.column, self.demand, self.rows) = (column, demand, rows)
  }
}

extension AnalysisPlan {
  /// The column that counts the units of a row of aggregates, where no metric reads it as a count.
  package var uncheckedUnitCount: String? {
    guard source.rows == .aggregates, let count = source.unitCount, !counted.contains(where: { $0.trials == count })
    else { return nil }
    return count
  }

  /// The columns with sums of squares.
  package var squareColumns: [String] {
    unique(
      metrics.filter { $0.aggregateForm == .squares }.compactMap {
        $0.population.terms.compactMap(\.column).dropFirst().first
      })
  }

  /// The columns whose blanks take a row of aggregates from a metric.
  package func summedColumns(of metric: PlannedMetric) -> [String] {
    source.rows == .aggregates
      ? metric.population.terms.filter { $0.absence == .drop }.compactMap(\.column) : []
  }
}
