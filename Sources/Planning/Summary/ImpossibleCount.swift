internal import Terms

/// Rows of aggregates whose counts contradict each other, or are none.
package struct ImpossibleCount: Sendable, Equatable {
  /// The name of the metric that reads them.
  package let metric: String
  /// With successes and trials as they are written.
  package let rows: [RowExample]

  package init(metric: String, rows: [RowExample]) { (self.metric, self.rows) = (metric, rows) }

  /// Counts above it are no whole numbers that doubles tell apart.
  package static let largest = 4_000_000_000_000_000
}

extension AnalysisPlan {
  /// The metrics that are shares of counts, with the columns of both.
  package var counted: [(metric: PlannedMetric, successes: String, trials: String)] {
    guard source.rows == .aggregates else { return [] }
    return metrics.compactMap { metric in
      let columns = metric.population.terms.filter { $0.kind == .count }.compactMap(\.column)
      // Units of sums are counts of their own.
      return columns.first.map { (metric, $0, columns[columns.count - 1]) }
    }
  }
}
