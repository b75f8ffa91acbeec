package import Planning
package import Statistics

/// The values of each variant at the ranks of its quantiles and of their limits, which the summary tells.
package struct LimitValues: Need {
  let scope: Scope

  package init(_ scope: Scope = .all) { self.scope = scope }

  package func prerequisites(_ known: Answers) -> [any Need] { [GroupMoments(scope)] }

  package func passes(_ known: Answers) -> Int { known.plan.quantiles.isEmpty ? 0 : 1 }

  package func step(_ known: Answers, in dialect: any SQLDialect) -> Step<[PlannedQuantile: [RankedValues]]> {
    let raw = known[RawQuantiles(scope)]
    guard !raw.isEmpty else { return .done([:]) }
    let query = QuantileQuery(
      known.ground(of: scope), known: raw, ranks: ranks(known, raw))
    return .select(query.text(in: dialect), scan: known.scan) { table in
      let ranked = try query.decode(table)
      let ranges = countedRanks(known, ranked)
      guard !ranges.isEmpty else { return .done(ranked) }
      let counts = ValueCountsQuery(known.ground(of: scope), ranks: ranges)
      return .select(counts.text(in: dialect), scan: known.scan) { .done(try counts.decode($0, ranked)) }
    }
  }

  /// The ranks around the quantiles of coarse values, between which it must be known how often values occur.
  private func countedRanks(
    _ known: Answers, _ ranked: [PlannedQuantile: [RankedValues]]
  ) -> [PlannedQuantile: [ClosedRange<Int>]] {
    var all: [PlannedQuantile: [ClosedRange<Int>]] = [:]
    for (quantile, method, sample) in samples(known, ranked) {
      for needed in [method.countedRanks(sample), method.countedRanks(sample.unadjusted)].compactMap(\.self) {
        all[quantile] =
          all[quantile].map {
            zip($0, needed).map { min($0.lowerBound, $1.lowerBound)...max($0.upperBound, $1.upperBound) }
          } ?? needed
      }
    }
    return all
  }

  /// Every quantile that is compared, with its method and what is known of it.
  private func samples(
    _ known: Answers, _ ranked: [PlannedQuantile: [RankedValues]]
  ) -> [(quantile: PlannedQuantile, method: WoodruffMover, sample: RankedSample)] {
    let (plan, groups) = (known[ScopedPlan(scope)], known[GroupMoments(scope)].groups)
    return plan.metrics.enumerated().compactMap { index, metric in
      guard let quantile = metric.quantile, let own = ranked[quantile], case .quantiles(let method) = metric.method
      else { return nil }
      return (quantile, method, RankedSample(MetricTable(plan, index, groups).moments, own))
    }
  }

  /// The ranks whose values the comparisons of all metrics read, with and without adjustment.
  private func ranks(_ known: Answers, _ raw: [PlannedQuantile: [RankedValues]]) -> [PlannedQuantile: [Set<Int>]] {
    var all: [PlannedQuantile: [Set<Int>]] = [:]
    for (quantile, method, sample) in samples(known, raw) {
      for needed in [method.ranks(sample), method.ranks(sample.unadjusted)] {
        all[quantile] = all[quantile].map { zip($0, needed).map { $0.union($1) } } ?? needed
      }
    }
    return all
  }

  package func answer(in table: MemoryTable, _ known: Answers) -> [PlannedQuantile: [RankedValues]] {
    let raw = known[RawQuantiles(scope)]
    guard !raw.isEmpty else { return [:] }
    let ranks = ranks(known, raw)
    var all = raw
    for (quantile, ranked) in raw {
      let sorted = table.sorted(quantile)
      all[quantile] = ranked.indices.map { arm in
        let further = ranks[quantile, default: []][arm]
        return ranked[arm].adding(Dictionary(uniqueKeysWithValues: further.map { ($0, sorted[arm][$0 - 1]) }))
      }
    }
    for quantile in countedRanks(known, all).keys {
      let sorted = table.sorted(quantile)
      all[quantile] = all[quantile]?.enumerated().map { arm, ranked in
        ranked.counting(MidDistribution(sorted: sorted[arm]))
      }
    }
    return all
  }
}

extension LimitValues: PlanNeed {
  package static func all(_ plan: AnalysisPlan, of scope: Scope) -> [LimitValues] { [LimitValues(scope)] }

  package func tell(_ summary: inout ExperimentSummary, _ known: Answers) { summary.quantiles = known[self] }
}
