package import Diagnostics
package import Statistics
package import Terms

/// Whether units of a variant tend to have more than those of the control: a comparison of ranks, which no outlier sways.
///
/// It answers another question than a mean and can differ from one in sign (Methods/ranks, "Question").
package struct RankMetric: Metric {
  package static let type = "rank"
  package static let summary = "how likely a unit of the variant has a higher value than one of the control"
  package static let keys: [KeyRule] = [.required("column", "the column with the number of each unit")]
  package static let tests: [MetricTest] = [.auto]

  package let column: Positioned<String>

  package init?(_ object: ObjectReader) {
    guard let column = object.value("column")?.label() else { return nil }
    self.column = column
  }

  package var terms: [MetricTerm] { [MetricTerm(.outcome, column, .number)] }
  package var functional: Functional { .mean }
  package func method(_ setting: ComparisonSetting) -> ComparisonMethod {
    .placements(PlacementMeans(settings: setting.settings))
  }
  package var estimands: [Estimand] { [.absolute] }
  package var isProbability: Bool { true }
  package func rows(_ setting: ComparisonSetting) -> RowDemand { .all }
  package static let segments = SegmentDemand.passes
  package func undefined(in setting: MetricSetting) -> [Undefined] {
    guard let cluster = setting.cluster else { return [] }
    return [
      Undefined(
        .unsuitableTest, at: setting.name.place,
        "\(setting.metric) compares ranks of units, but the rows of analysis are the clusters \(quoted(cluster.value))",
        remedy: "use a quantile or a mean, which support clusters")
    ]
  }
  package func undefined(on scale: Estimand) -> UndefinedScale? {
    guard scale == .relative else { return nil }
    return UndefinedScale(
      code: .invalidAmount, claimCode: .unsuitableTest, subject: "a comparison of ranks",
      amountRemedy: "write \"5pp\" for 5 percentage points of the probability of a higher value",
      claimRemedy: "put it into a mean of the same column, or leave it out")
  }
}
