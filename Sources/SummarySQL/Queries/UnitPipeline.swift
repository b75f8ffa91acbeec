internal import Planning

/// Rows that are units: identical repeats are collapsed, differing ones get a code of their own.
struct UnitPipeline: RowPipeline {
  let parts: PipelineParts

  private var plan: AnalysisPlan { parts.plan }

  func append(to query: inout SQLText) {
    let step = appendUnits(to: &query)
    let key = parts.keyedUnit == nil ? [] : [MadeColumn(.rowKey)]
    parts.values.append(to: &query, from: step, keeping: parts.cluster + parts.cell + key, as: parts.unitRows)
  }

  /// Ends with the step that has one row per unit, whose name it gives.
  func appendUnits(to query: inout SQLText) -> String {
    let key = parts.keyedUnit.map { parts.rowKey(parts.columns.name($0)) } ?? []
    guard !plan.source.isUnitTable else {
      let own = SQLColumn.names(.arm, .example, .repeats, .unitKey) + key.map(\.selected) + parts.columns.values
      query.step("placed", "select \(own.joined(separator: ", ")) from \(TableName.units)")
      return "placed"
    }
    let placed = PlacedStep(plan: plan, columns: parts.columns, printer: parts.printer)
    guard plan.source.unit != nil, !parts.ground.rowsAreUnits else {
      placed.append(to: &query, keeping: [MadeColumn("1", as: .repeats)] + key)
      return "placed"
    }
    placed.append(to: &query, keeping: parts.unitKey)
    query.step("units", unitStep)
    return "units"
  }

  /// One row per unit. Rows that go nowhere are kept together by their code and label, so that one pass counts everything.
  private var unitStep: String {
    let columns = parts.columns.values
    let differs = columns.isEmpty ? "false" : Self.differing(columns)
    let several = ExposureLedger.Reason.severalVariants.code
    let conflict = ExposureLedger.Reason.differingRepeats.code
    let selected =
      [
        "case when min(\(.arm)) < 0 then min(\(.arm)) when min(\(.arm)) <> max(\(.arm)) then \(several) "
          + "when count(*) > 1 and (\(differs)) then \(conflict) else min(\(.arm)) end as \(.arm)",
        "case when min(\(.arm)) < 0 then min(\(.example)) "
          + "when count(*) > 1 then min(\(parts.dialect.cast("\(.unitKey)", .text))) end as \(.example)",
        "count(*) as \(.repeats)",
      ] + parts.rowKey("min(\(.unitKey))").map(\.selected) + columns.map { "min(\($0)) as \($0)" }
    return "select \(selected.joined(separator: ", ")) from placed group by \(Self.keys)"
  }

  /// Whether the rows of a group have different values in one of the columns, or a value in some rows only.
  static func differing(_ columns: [String]) -> String {
    columns.map { "min(\($0)) is distinct from max(\($0)) or count(\($0)) not in (0, count(*))" }
      .joined(separator: " or ")
  }

  /// A unit, or for rows without one their code and label.
  static let keys = keys(of: .unitKey)

  /// What rows are grouped by: a key, or for rows that go nowhere their code and label.
  static func keys(of key: SQLColumn) -> String {
    "case when \(.arm) >= 0 then \(key) end, case when \(.arm) < 0 then \(.arm) end, "
      + "case when \(.arm) < 0 then \(.example) end"
  }
}
