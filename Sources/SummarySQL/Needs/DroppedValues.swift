package import Planning
internal import Tables
internal import Terms

/// Rows without a usable value of a metric, where nobody asked that they be left out: up to three for each reason.
package struct DroppedValues: Need {
  package init() {}

  package func prerequisites(_ known: Answers) -> [any Need] { [GroupMoments()] }

  package func step(_ known: Answers, in dialect: any SQLDialect) -> Step<[DroppedValueRows]> {
    let plan = known[ScopedPlan()]
    let parts = PipelineParts(known.ground(of: .all), dialect: dialect)
    let questions = zip(plan.metrics, known[GroupMoments()].cells).flatMap {
      metric, cells -> [(kind: DroppedValueRows, question: RowQuestion)] in
      // Where a variant has no value at all, its rows are the ones to look at.
      let empty = cells.indices.filter { cells[$0].kept == 0 }
      return DropReason.allCases.filter { $0.isShown(of: metric) }.compactMap { reason in
        let lacking = cells.indices.filter { cells[$0].lacks(reason) }
        guard !lacking.isEmpty else { return nil }
        let shown = empty.filter(lacking.contains)
        return (
          kind: DroppedValueRows(metric: metric.name, reason: reason, rows: []),
          question: Self.question(reason, metric, of: shown.isEmpty ? lacking : shown, parts)
        )
      }
    }
    return .examples(questions) { found in
      .done(found.map { DroppedValueRows(metric: $0.kind.metric, reason: $0.kind.reason, rows: $0.rows) })
    }
  }

  private static func question(
    _ reason: DropReason, _ metric: PlannedMetric, of variants: [Int], _ parts: PipelineParts
  ) -> RowQuestion {
    var query = SQLText()
    // The key of a unit need not be among the values.
    let key = parts.plan.source.unit.map { [MadeColumn(parts.columns.reader($0).text, as: .unitText)] } ?? []
    PlacedStep(plan: parts.plan, columns: parts.columns, printer: parts.printer, isNumbered: true)
      .append(to: &query, keeping: key)
    let (plan, own) = (parts.plan, metric.population.terms.compactMap(\.column))
    // A unit whose value comes from another table is found by its key.
    let keys = own.contains { plan.files.join(of: $0) != nil } ? [plan.source.unit].compactMap(\.self) : []
    let shown =
      reason == .missing
      ? keys.map { _ in MadeColumn("\(.unitText)", as: .written(0)) }
      : unique(own).enumerated().map { MadeColumn(parts.columns.reader($1).text, as: .written($0)) }
    let unit = plan.source.rows == .units ? plan.source.unit : nil
    let kept =
      SQLColumn.marks.map { MadeColumn($0) } + shown
      + (unit.map { _ in [MadeColumn(.unitText)] } ?? [])
    parts.values.appendStates(to: &query, from: "placed", keeping: kept)
    return RowQuestion(
      query, of: plan.source, from: "sorted",
      where:
        "\(.arm) in (\(variants.map(String.init).joined(separator: ", "))) and \(.reason(plan.position(of: metric.population))) = \(reason.code)",
      showing: shown.map { "\($0.column)" }, onePer: unit.map { _ in "\(.unitText)" })
  }

  /// In a table in memory every row has its values.
  package func answer(in table: MemoryTable, _ known: Answers) -> [DroppedValueRows] { [] }
}

extension DroppedValues: PlanNeed {
  package static func all(_ plan: AnalysisPlan, of scope: Scope) -> [DroppedValues] {
    scope == .all && !plan.source.isUnitTable ? [DroppedValues()] : []
  }

  package func tell(_ summary: inout ExperimentSummary, _ known: Answers) { summary.droppedValues = known[self] }
}

extension MetricCell {
  fileprivate func lacks(_ reason: DropReason) -> Bool {
    dropped[reason, default: 0] + droppedRows[reason, default: 0] > 0
  }
}

extension DropReason {
  /// Whether rows are shown that a metric lacks for the reason; texts that cannot be read are shown by their column
  /// (`UnreadableValues`).
  fileprivate func isShown(of metric: PlannedMetric) -> Bool {
    switch self {
    case .filtered, .immature, .unreadable: false
    case .missing: !metric.statesMissing
    case .notFinite, .impossible, .negative, .notPositive: true
    }
  }
}

extension SQLColumn {
  /// Text: what is written in a column of a metric, by its position among them.
  fileprivate static func written(_ column: Int) -> SQLColumn { SQLColumn("w\(column)") }
  /// Text: the unit of a row.
  fileprivate static let unitText = SQLColumn("unit_text")
  /// What a row is found by.
  fileprivate static let marks: [SQLColumn] = [.arm, .rowOfFile, .fileOfRow]
}
