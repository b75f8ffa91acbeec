internal import Statistics

/// The odds ratios of probabilities, which are a scale that few read.
package struct OddsRatioFinding: Finding {
  package static let key = "odds_ratios"
  package static let title = "Odds ratios"
  package static let place = FindingPlace.results

  private let ratios: [(metric: ReportedMetric, variant: String, answer: Answer)]

  package init(_ source: FindingSource) {
    ratios = source.results.comparisons.flatMap { metric, comparison in
      comparison[.oddsRatio].map { [(metric, comparison.variant, $0)] } ?? []
    }
  }

  package var body: [Block] {
    guard !ratios.isEmpty else { return [] }
    let table = NumericTable(
      columns: [.init("Metric"), .init("Variant"), .init("Odds ratio (CI)", .trailing)],
      rows: ratios.map { [.name($0.metric.title), .name($0.variant), .init($0.answer.shownWithInterval)] })
    return [.table(table)]
  }
}
