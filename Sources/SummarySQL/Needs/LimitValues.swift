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
    return .select(query.text(in: dialect), scan: known.scan) { .done(try query.decode($0)) }
  }

  /// The ranks whose values the comparisons of all metrics read, with and without adjustment.
  private func ranks(_ known: Answers, _ raw: [PlannedQuantile: [RankedValues]]) -> [PlannedQuantile: [Set<Int>]] {
    let (plan, groups) = (known[ScopedPlan(scope)], known[GroupMoments(scope)].groups)
    var all: [PlannedQuantile: [Set<Int>]] = [:]
    for (index, metric) in plan.metrics.enumerated() {
      guard let quantile = metric.quantile, let ranked = raw[quantile], case .quantiles(let method) = metric.method
      else { continue }
      let sample = RankedSample(MetricTable(plan, index, groups).moments, ranked)
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
    return raw.reduce(into: [:]) { all, entry in
      let sorted = table.sorted(entry.key)
      all[entry.key] = zip(entry.value, zip(sorted, ranks[entry.key, default: []])).map { known, further in
        let (values, ranks) = further
        return known.adding(Dictionary(uniqueKeysWithValues: ranks.map { ($0, values[$0 - 1]) }))
      }
    }
  }
}

extension LimitValues: PlanNeed {
  package static func all(_ plan: AnalysisPlan, of scope: Scope) -> [LimitValues] { [LimitValues(scope)] }

  package func tell(_ summary: inout ExperimentSummary, _ known: Answers) { summary.quantiles = known[self] }
}
