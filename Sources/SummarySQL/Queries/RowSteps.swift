internal import Diagnostics
internal import Planning
internal import Specification
internal import Tables

/// The steps from the rows of the source to one row per unit with its variant.
struct RowSteps {
  let plan: AnalysisPlan
  let dialect: any SQLDialect
  let printer: ExpressionPrinter

  /// The step whose rows are units: columns `arm`, `repeats`, `example` and the value columns.
  var lastStep: String { plan.source.unit == nil ? "placed" : "units" }

  func append(to query: inout SQLText) {
    let columns = plan.source.columnsInUse.map(dialect.quoted).joined(separator: ", ")
    query.step("source", "select \(columns) from \(dialect.scan(plan.source.table, columns: plan.source.columnNames))")
    query.step("placed", placed())
    if let unit = plan.source.unit { query.step("units", units(unit)) }
  }

  private var valueColumns: [String] { plan.source.valueColumns.map(dialect.quoted) }

  private var label: String {
    let column = plan.source.variant
    return ValueReader(dialect: dialect, column: column, type: plan.source.schema[column]?.type ?? .text).text
  }

  private func blankable(_ column: String) -> String {
    ValueReader(dialect: dialect, column: column, type: plan.source.schema[column]?.type ?? .text).raw
  }

  /// One row per source row, with the index of its variant or the code of the reason why it has none.
  private func placed() -> String {
    var branches: [String] = []
    func branch(_ condition: String, _ reason: ExposureLedger.Reason) {
      branches.append("when \(condition) then \(reason.code ?? 0)")
    }
    if let filter = plan.source.filter { branch("(\(printer.print(filter.root))) is not true", .filtered) }
    branch("\(label) is null", .blankLabel)
    if let unit = plan.source.unit { branch("\(blankable(unit)) is null", .blankUnit) }
    for (index, variant) in plan.variants.enumerated() {
      branches.append(
        "when \(label) in (\(variant.labels.map { dialect.literal($0.value) }.joined(separator: ", "))) then \(index)")
    }
    let arm = "case \(branches.joined(separator: " ")) else \(ExposureLedger.Reason.unknownLabel.code ?? 0) end"
    let known = plan.variants.flatMap(\.labels).map { dialect.literal($0.value) }.joined(separator: ", ")
    // An example is kept only where the label is unknown, so that it costs nothing elsewhere.
    let example = "case when \(label) not in (\(known)) then \(label) end"
    var columns = ["\(arm) as arm", "\(example) as example", "1 as repeats"]
    if let unit = plan.source.unit { columns.append("\(dialect.quoted(unit)) as unit_key") }
    return "select \((columns + valueColumns).joined(separator: ", ")) from source"
  }

  /// One row per unit. Rows that go nowhere are kept together by their code and label, so that one pass counts everything.
  private func units(_ unit: String) -> String {
    let differing = valueColumns.map {
      "min(\($0)) is distinct from max(\($0)) or count(\($0)) not in (0, count(*))"
    }
    let differs = differing.isEmpty ? "false" : differing.joined(separator: " or ")
    let several = ExposureLedger.Reason.severalVariants.code ?? 0
    let conflict = ExposureLedger.Reason.differingRepeats.code ?? 0
    let values = valueColumns.map { "min(\($0)) as \($0)" }
    let columns =
      [
        "case when min(arm) < 0 then min(arm) when min(arm) <> max(arm) then \(several) "
          + "when count(*) > 1 and (\(differs)) then \(conflict) else min(arm) end as arm",
        "case when min(arm) < 0 then min(example) when count(*) > 1 then min(\(dialect.cast("unit_key", .text))) end as example",
        "count(*) as repeats",
      ] + values
    return "select \(columns.joined(separator: ", ")) from placed "
      + "group by case when arm >= 0 then unit_key end, case when arm < 0 then arm end, case when arm < 0 then example end"
  }
}
