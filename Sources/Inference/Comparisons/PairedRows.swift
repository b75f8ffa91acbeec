internal import Planning
internal import Statistics

extension PairedSample {
  /// The counts of a metric by what pairs its rows; nil where that are fewer pairs than a comparison takes.
  ///
  /// - Parameter groups: one per value of what pairs them.
  init?(_ plan: AnalysisPlan, _ index: Int, _ groups: [SummaryGroup]?) {
    guard let groups, plan.metrics[index].readsAggregates else { return nil }
    let rows = groups.filter { $0.keys.first.flatMap(\.self) != nil }.map { group in
      group.cells[index].map { cell in
        let trials = Double(cell.moments.count)
        return Counts(successes: trials > 0 ? cell.moments.mean[0] * trials : 0, trials: trials)
      }
    }
    self.init(rows, variants: plan.variants.count)
    guard pairs.count >= PairedTotals.fewest else { return nil }
  }
}
