package import Diagnostics
package import Terms

/// A column as a spec names it: by its name, or as an object that says how it is made.
package struct ColumnChoice: Sendable, Equatable {
  package let name: Positioned<String>
  /// nil where the column is taken as it is.
  package let computed: ComputedColumn?
}

extension KeyTable {
  package static let columnChoice = KeyTable([
    .optional("column", "a column of the source, where \"as\" says how to read it"),
    .optional("name", "what the report calls the computed values"),
    .optional("value", "an expression over the columns of the source"),
    .optional("as", "how to read the values: \"category\""),
  ])
}

extension ValueReader {
  /// A column: its name, `{ "name": "month", "value": "month(at)" }` or `{ "column": "market", "as": "category" }`.
  package func column() -> ColumnChoice? {
    guard case .object = node.value else { return label().map { ColumnChoice(name: $0, computed: nil) } }
    guard let object = ObjectReader(node, "a column", .columnChoice, faults: faults) else { return nil }
    let isCategory = object.word("as", Vocabularies.columnReading) != nil
    guard object.mentions("value") || object.mentions("name") else {
      guard let column = object.required("column")?.label() else { return nil }
      return ColumnChoice(
        name: column, computed: isCategory ? ComputedColumn(name: column, value: nil, isCategory: true) : nil)
    }
    if let column = object.value("column") {
      faults.error(
        .misplacedKey, at: column.place, "a column has \"column\" beside \"name\" or \"value\"",
        remedy:
          "write { \"name\": ..., \"value\": ... } for a computed column, { \"column\": ..., \"as\": \"category\" } for one of the source"
      )
    }
    let (name, value) = (object.required("name")?.displayName(), object.required("value")?.expression(as: .unknown))
    guard let name, let value, object.value("column") == nil else { return nil }
    return ColumnChoice(name: name, computed: ComputedColumn(name: name, value: value, isCategory: isCategory))
  }

  /// A list of columns of which none stands twice; faulty elements are reported and left out.
  package func columnChoices(duplicate code: DiagnosticCode) -> [ColumnChoice]? {
    guard let elements = elements() else { return nil }
    var seen = Set<String>()
    return elements.compactMap { $0.column() }.filter { choice in
      if seen.insert(choice.name.value).inserted { return true }
      faults.error(
        code, at: choice.name.place, "\(name) has \(quoted(choice.name.value)) twice", remedy: "remove one of them")
      return false
    }
  }
}

extension FaultCollector {
  /// Each computed column once; two different ones of one name are reported.
  func unique(_ columns: [ComputedColumn]) -> [ComputedColumn] {
    var found: [ComputedColumn] = []
    for column in columns {
      guard let first = found.first(where: { $0.name.value == column.name.value }) else {
        found.append(column)
        continue
      }
      if !first.isSame(as: column) {
        error(
          .duplicateColumn, at: column.name.place,
          "the column \(quoted(column.name.value)) is made in two different ways",
          remedy: "make it once, and write its name alone elsewhere")
      }
    }
    return found
  }
}
