internal import Inference
internal import Planning
internal import Statistics
internal import SummarySQL

/// A pass over the source before the summary that finds quantiles, and one after it that reads the values at their limits.
extension EngineQueries {
  /// The quantile of each variant as it was counted; nothing where no metric is one.
  func rawQuantiles(
    of plan: AnalysisPlan, unitsAreUnique: Bool
  ) async throws -> [PlannedQuantile: [RankedValues]] {
    guard !plan.quantiles.isEmpty else { return [:] }
    beginPass(plan, unitsAreUnique, further: 2)
    let first = try await run(QuantileQuery(plan, unitsAreUnique: unitsAreUnique))
    let ranks = QuantileEstimates.rawRanks(first)
    let isComplete = first.allSatisfy { quantile, ranked in
      zip(ranked, ranks[quantile, default: []]).allSatisfy { values, ranks in
        ranks.allSatisfy { values.values[$0] != nil }
      }
    }
    guard !isComplete else { return first }
    beginPass(plan, unitsAreUnique, further: 2)
    return try await run(QuantileQuery(plan, known: first, ranks: ranks, unitsAreUnique: unitsAreUnique))
  }

  /// The summary with the values that its quantiles and their limits are.
  func reading(
    _ raw: [PlannedQuantile: [RankedValues]], into summary: ExperimentSummary, of plan: AnalysisPlan,
    unitsAreUnique: Bool
  ) async throws -> ExperimentSummary {
    guard let query = limits(raw, summary, plan, unitsAreUnique) else { return summary }
    beginPass(plan, unitsAreUnique, further: 0)
    return summary.reading(try await run(query))
  }

  /// The query for the values at the limits; nil where no metric is a quantile.
  func limits(
    _ raw: [PlannedQuantile: [RankedValues]], _ summary: ExperimentSummary, _ plan: AnalysisPlan,
    _ unitsAreUnique: Bool
  ) -> QuantileQuery? {
    guard !raw.isEmpty else { return nil }
    return QuantileQuery(
      plan, known: raw, ranks: QuantileEstimates.ranks(plan, summary.reading(raw)), unitsAreUnique: unitsAreUnique)
  }

  private func beginPass(_ plan: AnalysisPlan, _ unitsAreUnique: Bool, further: Int) {
    gauge?.begin(scan(groups: plan.source.unit != nil && !unitsAreUnique), further: further)
  }

  private func run(_ query: QuantileQuery) async throws -> [PlannedQuantile: [RankedValues]] {
    try query.decode(try await rows(of: query.text(in: dialect)))
  }
}
