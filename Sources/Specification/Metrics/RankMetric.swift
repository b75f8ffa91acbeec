package import Diagnostics
package import Statistics

/// Whether units of a variant tend to have more than those of the control: a comparison of ranks, which no outlier sways.
///
/// It answers another question than a mean and can differ from one in sign (`methods.md` 6.9).
package struct RankMetric: Metric {
  package static let type = "rank"
  package static let summary = "how likely a unit of the variant stands above one of the control"
  package static let keys: [KeyRule] = [.required("column", "the column with the number of each unit")]
  package static let tests: [MetricTest] = [.auto]

  package let column: Positioned<String>

  package init?(_ object: ObjectReader) {
    guard let column = object.value("column")?.label() else { return nil }
    self.column = column
  }

  package var terms: [MetricTerm] { [MetricTerm(.outcome, column, .number)] }
  package var functional: Functional { .mean }
  package var estimator: any Estimator { PlacementMeans() }
  package var estimands: [Estimand] { [.absolute] }
  package var isProbability: Bool { true }
  package var comparesRanks: Bool { true }
}
