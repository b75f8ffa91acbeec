package import Planning
internal import Statistics

/// How many units of each cluster have no outcome, and how many it has: their sums in each variant, by metric. Where units of clusters
/// are missing.
package struct ClusterMissing: Need {
  package init() {}

  package func prerequisites(_ known: Answers) -> [any Need] { [GroupMoments()] }

  package func step(_ known: Answers, in dialect: any SQLDialect) -> Step<[Int: [GroupedLoss]]> {
    let (plan, summary) = (known[ScopedPlan()], known[GroupMoments()])
    let metrics = plan.metrics.indices.filter { plan.asksForMissing(of: $0, summary.cells[$0]) }
    guard !metrics.isEmpty else { return .done([:]) }
    let parts = PipelineParts(known.ground(of: .all), scalings: summary.scalings, dialect: dialect)
    var query = SQLText()
    _ = parts.appendScaled(to: &query)
    let sums = LossSums(measures: metrics.map { counts(plan.metrics[$0].population, plan) })
    return .select(sums.ending(query, from: "scaled"), scan: known.scan) { table in
      let losses = try sums.decode(table, variants: plan.variants.count)
      return .done(Dictionary(uniqueKeysWithValues: zip(metrics, losses)))
    }
  }

  /// The units of a cluster without an outcome, and those that one is expected of.
  private func counts(_ population: Population, _ plan: AnalysisPlan) -> LossSums.Measure {
    let p = plan.position(of: population)
    func total(_ isCounted: (DropReason) -> Bool) -> String {
      let columns = population.possibleReasons.filter(isCounted).map { "\(.dropped(p, $0))" }
      return columns.isEmpty ? "0" : columns.joined(separator: " + ")
    }
    return LossSums.Measure(lost: "(\(total(\.isOfOutcome)))", all: "(\(.members) - (\(total { !$0.isOfOutcome })))")
  }

  /// In a table in memory nothing is missing.
  package func answer(in table: MemoryTable, _ known: Answers) -> [Int: [GroupedLoss]] { [:] }
}

extension ClusterMissing: PlanNeed {
  package static func all(_ plan: AnalysisPlan, of scope: Scope) -> [ClusterMissing] {
    scope == .all && plan.source.cluster != nil ? [ClusterMissing()] : []
  }

  package func tell(_ summary: inout ExperimentSummary, _ known: Answers) { summary.clusterMissing = known[self] }
}
