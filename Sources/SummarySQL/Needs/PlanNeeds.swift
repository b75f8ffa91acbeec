package import Planning

extension AnalysisPlan {
  /// Everything that must be known before the plan's metrics can be answered.
  package var needs: [any Need] {
    needsOfAnalyzedUnits + (exposures?.trigger == nil ? [] : [GroupMoments(.untriggered)])
  }

  /// The needs of the units that are analyzed.
  var needsOfAnalyzedUnits: [any Need] {
    funnels.indices.map { FunnelTimes($0) } + [LimitValues(), AnalysisRows(), SegmentsRead()]
      + metrics.filter { $0.cell != nil }.map { CellSums($0.name) }
  }
}

extension Answers {
  /// What is known of the units of a scope.
  ///
  /// - Precondition: all the plan's needs were met.
  package func summary(of scope: Scope = .all) -> ExperimentSummary {
    let plan = self[ScopedPlan(scope)]
    let survivals = plan.survivals.map { ($0, self[EventTimes($0)].tables) }
    let isWhole = scope == .all
    return ExperimentSummary(
      self[GroupMoments(scope)], quantiles: self[LimitValues(scope)],
      survivals: Dictionary(uniqueKeysWithValues: survivals),
      events: isWhole ? self[optional: UnitTable()] ?? nil : nil,
      funnelTimes: isWhole ? plan.funnels.indices.map { self[FunnelTimes($0)] } : [],
      untriggered: isWhole ? untriggered : nil,
      shared: isWhole ? shared(plan) : [:])
  }

  private var untriggered: UntriggeredSummary? {
    self[optional: GroupMoments(.untriggered)].map {
      UntriggeredSummary(units: $0.exposure.units ?? [], groups: $0.groups)
    }
  }

  private func shared(_ plan: AnalysisPlan) -> [String: [SharedTotals]] {
    plan.metrics.reduce(into: [:]) { all, metric in
      if metric.cell != nil { all[metric.name] = self[CellSums(metric.name)] }
    }
  }
}
