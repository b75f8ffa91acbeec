package import Planning

/// The needs of plans, in the order in which they are met; a test compares the list with the folder.
package enum PlanNeeds {
  package static let all: [any PlanNeed.Type] = [
    FunnelTimes.self, LimitValues.self, EventTimes.self, AnalysisRows.self, SegmentShapes.self, SegmentsRead.self,
    CellSums.self,
    CovariateFifths.self, AttributeUnits.self, DailySums.self, PairedSums.self, TrimmedMeans.self,
    LabelCounts.self, ClusterMissing.self, UnreadableValues.self, ImpossibleCounts.self, AggregateGaps.self,
    JoinedRows.self,
    CrossedUnits.self, LargestUnits.self, RoundFigures.self, EventRepeats.self, UnmetConditions.self, DroppedRows.self,
    DroppedEvents.self, EventLosses.self, DroppedValues.self,
  ]
}

extension AnalysisPlan {
  /// Everything that must be known before the plan's metrics can be answered.
  package var needs: [any Need] {
    needsOfAnalyzedUnits + (exposures?.trigger == nil ? [] : [GroupMoments(.untriggered)])
  }

  /// The needs of the units that are analyzed.
  var needsOfAnalyzedUnits: [any Need] { needs(of: .all) }

  fileprivate func needs(of scope: Scope) -> [any PlanNeed] {
    PlanNeeds.all.flatMap { $0.all(self, of: scope) as [any PlanNeed] }
  }
}

extension Answers {
  /// What is known of the units of a scope.
  ///
  /// - Precondition: all the plan's needs were met.
  package func summary(of scope: Scope = .all) -> ExperimentSummary {
    var summary = ExperimentSummary(self[GroupMoments(scope)])
    for need in self[ScopedPlan(scope)].needs(of: scope) { need.tell(&summary, self) }
    guard scope == .all else { return summary }
    summary.events = self[optional: UnitTable()] ?? nil
    summary.untriggered = self[optional: GroupMoments(.untriggered)].map {
      UntriggeredSummary(units: $0.exposure.units ?? [], groups: $0.groups)
    }
    return summary
  }
}
