internal import Diagnostics
internal import Specification
internal import Tables

/// Collects what is wrong between the names in a spec and the columns of its source.
struct ColumnFaults {
  let spec: ExperimentSpec
  let table: TableSource
  let schema: TableSchema
  private(set) var diagnostics: [Diagnostic] = []

  init(spec: ExperimentSpec, table: TableSource, schema: TableSchema) {
    self.spec = spec
    self.table = table
    self.schema = schema
    checkNames()
  }

  /// The type of a term's column; a column that is missing or cannot be read this way is reported.
  mutating func type(of term: MetricTerm) -> FieldType {
    guard let type = find(term.column) else { return .text }
    switch type {
    case .truth, .integer, .real, .text: return type
    case .time: unreadable(term, "times")
    case .other(let name): unreadable(term, "values of type \(name)")
    }
    return type
  }

  private mutating func unreadable(_ term: MetricTerm, _ content: String) {
    let needed = term.kind == .truth ? "0 or 1, true or false, yes or no" : "numbers"
    add(
      "column-type", term.column.place, "column \"\(term.column.value)\" holds \(content), the metric needs \(needed)",
      "name a column that holds \(needed)")
  }

  /// The columns of the assignments: unit, variant, attributes, and those of the filter.
  mutating func checkAssignments() {
    if let unit = spec.data.unit { _ = find(unit) }
    _ = find(spec.data.variant)
    for attribute in spec.data.attributes { _ = find(attribute) }
    if let filter = spec.data.where { check(filter) }
  }

  mutating func check(_ filter: TypedExpression) {
    for reference in filter.columns {
      guard let type = find(Positioned(reference.name, at: reference.place)) else { continue }
      checkUse(reference, type)
    }
    for comparison in filter.root.orderedComparisons {
      let columns = comparison.columns.filter { schema[$0.name]?.type == .text }
      guard columns.count == 2 else { continue }
      add(
        "ambiguous-comparison", comparison.place,
        "\"\(columns[0].name)\" and \"\(columns[1].name)\" are text columns, so their order is not that of numbers",
        "write \(columns[0].name) + 0 to compare numbers")
    }
  }

  /// A text column is read as whatever the expression needs; a column of times is not.
  private mutating func checkUse(_ reference: ColumnReference, _ type: FieldType) {
    let content =
      switch type {
      case .truth, .integer, .real, .text: ""
      case .time: "times"
      case .other(let name): "values of type \(name)"
      }
    guard !content.isEmpty, reference.use == .number || reference.use == .truth else { return }
    let use = reference.use == .number ? "a number" : "a condition"
    add(
      "column-type", reference.place, "column \"\(reference.name)\" holds \(content), the expression uses it as \(use)",
      type == .time ? "compare it with a text, such as \(reference.name) >= '2026-03-01'" : "use another column")
  }

  private mutating func find(_ column: Positioned<String>) -> FieldType? {
    if let field = schema[column.value] { return field.type }
    add(
      "unknown-column", column.place, "no column \"\(column.value)\" in \(spec.data.source.value)", remedy(column.value)
    )
    return nil
  }

  private func remedy(_ name: String) -> String {
    let names = schema.fields.map(\.name)
    if names.count == 1, let only = names.first, let found = [";", "\t", ",", "|"].first(where: { only.contains($0) }) {
      let shown = found == "\t" ? "a tab" : "\"\(found)\""
      return "the file has one column, \"\(only)\", which looks delimited by \(shown): "
        + "write it with \(table.format == .tsv ? "tabs, or as .csv with commas" : "commas, or as .tsv with tabs")"
    }
    if let near = suggestion(for: name, among: names) { return "did you mean \"\(near)\"?" }
    let shown = names.prefix(12).map { "\"\($0)\"" }.joined(separator: ", ")
    return "the columns are \(shown)" + (names.count > 12 ? " and \(names.count - 12) more" : "")
  }

  /// Names in the header that cannot be told apart, or that are blank.
  private mutating func checkNames() {
    var seen = Set<String>()
    for (index, field) in schema.fields.enumerated() where !seen.insert(field.name).inserted {
      add(
        "duplicate-column", spec.data.source.place,
        "column \"\(field.name)\" stands twice in \(spec.data.source.value), again at position \(index + 1)",
        "rename one of the two in the header")
    }
  }

  private mutating func add(_ code: String, _ place: SourcePlace, _ message: String, _ remedy: String) {
    diagnostics.append(Diagnostic(code: code, at: place, message, remedy: remedy))
  }
}

extension Specification.Expression {
  /// Comparisons that ask for an order, anywhere in the expression.
  fileprivate var orderedComparisons: [Specification.Expression] {
    let inner = parts.flatMap(\.orderedComparisons)
    switch node {
    case .comparison(let sign, let left, let right) where sign.needsOrder && left.isColumn && right.isColumn:
      return [self] + inner
    default: return inner
    }
  }

  fileprivate var isColumn: Bool {
    if case .column = node { true } else { false }
  }
}
