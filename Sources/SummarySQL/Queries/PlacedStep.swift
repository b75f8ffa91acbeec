internal import Planning
internal import Tables
internal import Terms

/// The steps that give each row of the source the index of its variant, or the code of the reason why it has none.
///
/// `armed` has the columns of the source and `arm`; `placed` has `arm`, `example` (a label that no variant has) and those that later steps
/// read.
struct PlacedStep {
  let plan: AnalysisPlan
  let columns: SourceColumns
  let printer: ExpressionPrinter
  /// Whether rows keep their place in the files.
  var isNumbered = false

  private var source: PlannedSource { columns.source }
  private var dialect: any SQLDialect { columns.dialect }

  /// - Parameter keeping: further columns, made of those of the source.
  func append(to query: inout SQLText, keeping further: [MadeColumn] = []) {
    let rows =
      isNumbered
      ? columns.numberedScan(source.columnsInUse) : columns.scan(source.columnsInUse, of: source.parts[...])
    query.step("source", rows)
    query.step("armed", "select *, \(arm) as \(.arm) from source")
    let place = isNumbered ? [MadeColumn(.rowOfFile), MadeColumn(.fileOfRow)] : []
    let own = [MadeColumn(.arm), MadeColumn(example, as: .example)] + place + further
    query.step("placed", "select \((own.map(\.selected) + columns.values).joined(separator: ", ")) from armed")
  }

  private var arm: String {
    var branches: [String] = []
    func branch(_ condition: String, _ reason: ExposureLedger.Reason) {
      branches.append("when \(condition) then \(reason.code)")
    }
    if let filter = source.filter { branch("(\(printer.print(filter.root))) is not true", .filtered) }
    let needed = [source.unit, source.cluster].compactMap(\.self).map(columns.reader)
    func branchBlanks() {
      if let unit = source.unit { branch("\(columns.reader(unit).raw) is null", .blankUnit) }
      if let cluster = source.cluster { branch("\(columns.reader(cluster).raw) is null", .blankCluster) }
    }
    guard !labels.isEmpty else {
      branchBlanks()
      let own = "\(.fileVariant)"
      return branches.isEmpty ? own : "case \(branches.joined(separator: " ")) else \(own) end"
    }
    // Nearly every row has a plain label and a unit; those that have not are looked at more closely below.
    let isPresent = needed.map { "\($0.isSurelyPresent) and " }.joined()
    for (index, variant) in plan.variants.enumerated() {
      branches.append("when \(isPresent)(\(matches(variant.labels, plain))) then \(index)")
    }
    branch(labels.map { "\($0) is null" }.joined(separator: " or "), .blankLabel)
    branchBlanks()
    for (index, variant) in plan.variants.enumerated() {
      branches.append("when \(matches(variant.labels, labels)) then \(index)")
    }
    return "case \(branches.joined(separator: " ")) else \(ExposureLedger.Reason.unknownLabel.code) end"
  }

  private var labels: [String] { source.labels.map { columns.reader($0).text } }

  private var plain: [String] {
    source.labels.map { columns.reader($0) }.map { $0.type == .text ? $0.plain : $0.text }
  }

  private func matches(_ wanted: [[String]], _ labels: [String]) -> String {
    if labels.count == 1 {
      return "\(labels[0]) in (\(wanted.joined().map(dialect.literal).joined(separator: ", ")))"
    }
    return wanted.map { label in
      "(" + zip(labels, label).map { "\($0) = \(dialect.literal($1))" }.joined(separator: " and ") + ")"
    }.joined(separator: " or ")
  }

  /// Looked at only in rows that go nowhere, for a text in every row costs more than its arm does.
  private var example: String {
    guard !labels.isEmpty else { return "cast(null as \(dialect.typeName(.text)))" }
    let shown = labels.joined(separator: " || ', ' || ")
    return "case when \(.arm) < 0 and not (\(matches(plan.variants.flatMap(\.labels), labels))) then \(shown) end"
  }
}
