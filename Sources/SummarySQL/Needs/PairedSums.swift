package import Planning

/// The counts of aggregates by what pairs their rows; nil where nothing does.
package struct PairedSums: Need {
  package init() {}

  package func prerequisites(_ known: Answers) -> [any Need] {
    guard let column = known[optional: PairColumn()] else { return [PairColumn()] }
    return column == nil ? [] : [GroupMoments(.pairs)]
  }

  package func step(_ known: Answers, in dialect: any SQLDialect) -> Step<PairedSummary?> { .done(summary(known)) }

  package func answer(in table: MemoryTable, _ known: Answers) -> PairedSummary? { summary(known) }

  private func summary(_ known: Answers) -> PairedSummary? {
    known[PairColumn()].map { column in
      let sums = known[GroupMoments(.pairs)]
      return PairedSummary(column: column, groups: sums.groups, segments: sums.segments)
    }
  }
}

extension PairedSums: PlanNeed {
  package static func all(_ plan: AnalysisPlan, of scope: Scope) -> [PairedSums] {
    scope == .all && !plan.pairCandidates.isEmpty ? [PairedSums()] : []
  }

  package func tell(_ summary: inout ExperimentSummary, _ known: Answers) { summary.pairs = known[self] }
}
