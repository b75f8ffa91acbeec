internal import Diagnostics
internal import Planning
internal import Tables
internal import Terms

extension SourceColumns {
  /// The rows of the files, with the given columns; where variants have files of their own also with their index.
  func scan(_ columns: [String], of parts: ArraySlice<PlannedSource.Part>) -> String {
    let made = columns.filter { computed($0)?.value != nil }
    guard made.isEmpty else { return scan(columns, made, of: parts) }
    let list = columns.map { "\(read($0)) as \(name($0))" }
    return parts.map { part in
      let own = part.variant.map { ["\($0) as \(.fileVariant)"] } ?? []
      return "select \((list + own).joined(separator: ", ")) "
        + "from \(dialect.scan(part.table, columns: source.fileColumns))"
    }.joined(separator: " union all ")
  }

  /// The columns that are computed stand around those that they read.
  private func scan(_ columns: [String], _ made: [String], of parts: ArraySlice<PlannedSource.Part>) -> String {
    let printer = ExpressionPrinter(columns: self)
    var seen = Set<String>()
    let needed = made.flatMap { computed($0)?.value?.columns.map(\.name) ?? [] } + columns.filter { !made.contains($0) }
    let inner = scan(needed.filter { seen.insert($0).inserted }, of: parts)
    let list = columns.map { column in
      guard let own = computed(column), let value = own.value else { return name(column) }
      return "\(printer.column(value, isCategory: own.isCategory)) as \(name(column))"
    }
    let variant = parts.contains { $0.variant != nil } ? ["\(.fileVariant)"] : []
    return "select \((list + variant).joined(separator: ", ")) from (\(inner))"
  }

  private func computed(_ column: String) -> ComputedColumn? {
    source.computed.first { $0.name.value == column }
  }

  /// A column of the files as the steps after the scan get it.
  private func read(_ column: String) -> String {
    guard computed(column) != nil else { return asKey(column) }
    return dialect.cast(dialect.quoted(column), .text)
  }

  /// Blanks around a key are no part of it, as with labels.
  private func asKey(_ column: String) -> String {
    guard source.schema[column]?.type == .text else { return dialect.quoted(column) }
    // What is read as text may be a type of its own, such as an identifier of 128 bits.
    let isText = source.parts.allSatisfy { $0.table.format.isText }
    let text = isText ? dialect.quoted(column) : dialect.cast(dialect.quoted(column), .text)
    return column == source.unit || column == source.cluster ? "trim(\(text))" : text
  }
}
