internal import Planning
internal import Terms

/// Whether every row that is analyzed has a unit of its own, which makes grouping by unit needless.
///
/// Equal units have equal hashes, so as many hashes as rows prove that all units differ; a collision, or a repeat, only means
/// that rows are grouped after all. The proof takes a fraction of the time and the memory of grouping.
package struct UniqueUnits: Need {
  package init() {}

  package func prerequisites(_ known: Answers) -> [any Need] { [UnitTable()] }

  package func passes(_ known: Answers) -> Int { unit(known.plan) == nil ? 0 : 1 }

  package func step(_ known: Answers, in dialect: any SQLDialect) -> Step<Bool> {
    guard let unit = unit(known.plan) else { return .done(false) }
    let columns = SourceColumns(dialect: dialect, source: known.plan.source)
    var query = SQLText()
    let placed = PlacedStep(plan: known.plan, columns: columns, printer: ExpressionPrinter(columns: columns))
    placed.append(to: &query, keeping: [MadeColumn(dialect.hash(columns.name(unit)), as: .unitHash)])
    let text = query.ending(
      "select count(distinct \(.unitHash)) as \(.hashes), count(*) as \(.kept) from placed where \(.arm) >= 0")
    return .select(text, scan: .units(groups: true)) { table in
      guard let row = table.map({ AnswerRow($0, 0) }) else { return .done(false) }
      return .done(try row.integer(.hashes) == row.integer(.kept))
    }
  }

  /// nil where rows are not units, or none is named.
  private func unit(_ plan: AnalysisPlan) -> String? {
    plan.source.rows == .units && !plan.source.isUnitTable ? plan.source.unit : nil
  }

  package func answer(in table: MemoryTable, _ known: Answers) -> Bool { true }
}

extension SQLColumn {
  fileprivate static let unitHash = SQLColumn("unit_hash")
  /// Integer: different hashes.
  fileprivate static let hashes = SQLColumn("hashes")
  /// Integer: rows that have a variant.
  fileprivate static let kept = SQLColumn("kept")
}
