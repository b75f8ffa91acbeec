package import Planning
internal import Tables
internal import Terms

/// Rows of the assignments that belong to no variant although nobody asked for it: up to three for each reason.
package struct DroppedRows: Need {
  package init() {}

  package func prerequisites(_ known: Answers) -> [any Need] { [GroupMoments()] }

  package func step(_ known: Answers, in dialect: any SQLDialect) -> Step<[ExposureLedger.Reason: [RowExample]]> {
    let (plan, exposure) = (known[ScopedPlan()], known[GroupMoments()].exposure)
    let columns = SourceColumns(dialect: dialect, source: plan.files)
    let questions = Self.reasons.filter { exposure[$0] != nil }.map { reason in
      (kind: reason, question: Self.question(reason, plan, columns))
    }
    return .examples(questions) { found in
      .done(Dictionary(uniqueKeysWithValues: found.map { ($0.kind, $0.rows) }))
    }
  }

  /// Those that say that something is wrong with a row by itself.
  private static let reasons: [ExposureLedger.Reason] = [
    .blankLabel, .unknownLabel, .blankUnit, .blankCluster, .blankTime,
  ]

  private static func question(
    _ reason: ExposureLedger.Reason, _ plan: AnalysisPlan, _ columns: SourceColumns
  ) -> RowQuestion {
    var query = SQLText()
    let moments = MomentColumns(dialect: columns.dialect, zone: columns.source.zone)
    PlacedStep(plan: plan, columns: columns, printer: ExpressionPrinter(columns: columns), isNumbered: true)
      .append(to: &query, keeping: moments.timed(plan.exposures?.time.map(columns.reader)))
    // Whether a row has its time is asked of those alone that belong to a variant.
    let condition = reason == .blankTime ? "\(.arm) >= 0 and \(.lacksTime)" : "\(.arm) = \(reason.code)"
    let isUnknown = reason == .unknownLabel
    return RowQuestion(
      query, of: columns.source, from: "placed", where: condition, showing: isUnknown ? ["\(.example)"] : [],
      isDistinct: isUnknown)
  }

  /// In a table in memory every row belongs to a variant.
  package func answer(in table: MemoryTable, _ known: Answers) -> [ExposureLedger.Reason: [RowExample]] { [:] }
}

extension DroppedRows: PlanNeed {
  package static func all(_ plan: AnalysisPlan, of scope: Scope) -> [DroppedRows] {
    scope == .all ? [DroppedRows()] : []
  }

  package func tell(_ summary: inout ExperimentSummary, _ known: Answers) { summary.droppedRows = known[self] }
}
