package import Planning

/// The units of each day of exposure, and what the primary metrics add up to in them.
package struct DailySums: Need {
  package init() {}

  package func prerequisites(_ known: Answers) -> [any Need] { [GroupMoments(.days)] }

  package func step(_ known: Answers, in dialect: any SQLDialect) -> Step<DailySummary> {
    .done(DailySummary(groups: known[GroupMoments(.days)].groups))
  }

  package func answer(in table: MemoryTable, _ known: Answers) -> DailySummary {
    DailySummary(groups: known[GroupMoments(.days)].groups)
  }
}

extension DailySums: PlanNeed {
  package static func all(_ plan: AnalysisPlan, of scope: Scope) -> [DailySums] {
    scope == .all && plan.byDay != nil ? [DailySums()] : []
  }

  package func tell(_ summary: inout ExperimentSummary, _ known: Answers) { summary.days = known[self] }
}
