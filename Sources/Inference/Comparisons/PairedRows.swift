internal import Planning
internal import Statistics
internal import Terms

extension PairedSample {
  /// The counts of a metric by what pairs its rows; nil where that are fewer pairs than a comparison takes.
  ///
  /// - Parameter groups: one per value of what pairs them.
  init?(_ plan: AnalysisPlan, _ index: Int, _ groups: [SummaryGroup]?) {
    let metric = plan.metrics[index]
    guard let groups, let form = metric.aggregateForm else { return nil }
    let rows = groups.filter { $0.keys.first.flatMap(\.self) != nil }.map { Self.counts($0.cells[index], form) }
    self.init(
      rows, variants: plan.variants.count, areProbabilities: metric.isProbability,
      countsTrials: metric.population.terms.last?.kind == .count)
    guard pairs.count >= PairedTotals.fewest else { return nil }
  }

  /// The two totals of every variant in rows that belong together.
  static func counts(_ cells: [MetricCell], _ form: AggregateForm) -> [Counts] {
    cells.map { cell in
      let (n, mean) = (Double(cell.moments.count), cell.moments.mean)
      guard n > 0 else { return Counts(successes: 0, trials: 0) }
      return Counts(successes: mean[0] * n, trials: form == .totals ? mean[1] * n : n)
    }
  }
}
