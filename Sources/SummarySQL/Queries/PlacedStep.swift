internal import Planning
internal import Tables
internal import Terms

/// The steps that give each row of the source the index of its variant, or the code of the reason why it has none.
///
/// `placed` has the columns `arm`, `example` (a label that no variant has) and those that later steps read.
struct PlacedStep {
  let plan: AnalysisPlan
  let columns: SourceColumns
  let printer: ExpressionPrinter

  private var source: PlannedSource { columns.source }
  private var dialect: any SQLDialect { columns.dialect }

  /// - Parameter keeping: further columns, as SQL over the source.
  func append(to query: inout SQLText, keeping further: [String] = []) {
    query.step("source", columns.scan(source.columnsInUse, of: source.parts[...]))
    query.step("armed", "select *, \(arm) as arm from source")
    let own = ["arm", "\(example) as example"] + further
    query.step("placed", "select \((own + columns.values).joined(separator: ", ")) from armed")
  }

  private var arm: String {
    var branches: [String] = []
    func branch(_ condition: String, _ reason: ExposureLedger.Reason) {
      branches.append("when \(condition) then \(reason.code ?? 0)")
    }
    if let filter = source.filter { branch("(\(printer.print(filter.root))) is not true", .filtered) }
    let needed = [source.unit, source.cluster].compactMap(\.self).map(columns.reader)
    func branchBlanks() {
      if let unit = source.unit { branch("\(columns.reader(unit).raw) is null", .blankUnit) }
      if let cluster = source.cluster { branch("\(columns.reader(cluster).raw) is null", .blankCluster) }
    }
    guard !labels.isEmpty else {
      branchBlanks()
      return branches.isEmpty
        ? SourceColumns.ownVariant : "case \(branches.joined(separator: " ")) else \(SourceColumns.ownVariant) end"
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
    return "case \(branches.joined(separator: " ")) else \(ExposureLedger.Reason.unknownLabel.code ?? 0) end"
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
    return "case when arm < 0 and not (\(matches(plan.variants.flatMap(\.labels), labels))) then \(shown) end"
  }
}
