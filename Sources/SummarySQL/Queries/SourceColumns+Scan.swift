internal import Diagnostics
internal import Planning
internal import Tables
internal import Terms

extension SourceColumns {
  /// The rows of the files, with the given columns; where variants have files of their own also with their index.
  ///
  /// Columns that are computed stand around those of second tables, and these around those of the files.
  ///
  /// - Parameter first: how many rows are taken, the first ones of the files; nil is all.
  func scan(_ columns: [String], of parts: ArraySlice<PlannedSource.Part>, first: Int? = nil) -> String {
    let limit = first.map { " limit \($0)" } ?? ""
    let own = parts.contains { $0.variant != nil } ? ["\(.fileVariant)"] : []
    return scan(columns, keeping: own) { columns in
      parts.map { select(columns, of: $0) }.joined(separator: " union all ") + limit
    }
  }

  /// The rows of all files, with their place (`rowOfFile`, `fileOfRow`).
  func numberedScan(_ columns: [String]) -> String {
    let own = source.parts.contains { $0.variant != nil } ? ["\(.fileVariant)"] : []
    return scan(columns, keeping: own + SQLColumn.names(.rowOfFile, .fileOfRow)) { columns in
      source.fileParts.enumerated().map { file, part in
        select(columns, of: part, and: ["row_number() over () as \(.rowOfFile)", "\(file) as \(.fileOfRow)"])
      }.joined(separator: " union all ")
    }
  }

  /// - Parameters:
  ///   - own: further columns of the files' rows.
  ///   - files: these rows, with the given columns of the files.
  private func scan(_ columns: [String], keeping own: [String], _ files: ([String]) -> String) -> String {
    if columns.contains(where: { computed($0)?.value != nil }) {
      let made = columns.compactMap { computed($0)?.value }.flatMap(\.columns).map(\.name)
      let kept = columns.filter { computed($0)?.value == nil }
      return computing(columns, scan(unique(made + kept), keeping: own, files), keeping: own)
    }
    let joins = Set(columns.compactMap { source.join(of: $0) }).sorted()
    if !joins.isEmpty {
      let kept = columns.filter { source.join(of: $0) == nil } + joins.flatMap { keys(of: source.joins[$0]) }
      return joining(columns, joins, scan(unique(kept), keeping: own, files), keeping: own)
    }
    return files(columns)
  }

  private func select(_ columns: [String], of part: PlannedSource.Part, and further: [String] = []) -> String {
    let own = part.variant.map { ["\($0) as \(.fileVariant)"] } ?? []
    let list = columns.map { "\(read($0, in: part)) as \(name($0))" }
    return "select \((list + own + further).joined(separator: ", ")) "
      + "from \(dialect.scan(part.table, columns: source.fileColumns, kinds: Set(commaColumns(columns, part))))"
  }

  private func computing(_ columns: [String], _ inner: String, keeping further: [String]) -> String {
    let printer = ExpressionPrinter(columns: self)
    let list = columns.map { column in
      guard let own = computed(column), let value = own.value else { return name(column) }
      return "\(printer.column(value, isCategory: own.isCategory)) as \(name(column))"
    }
    return "select \((list + further).joined(separator: ", ")) from (\(inner))"
  }

  /// Each row with what the second tables have of its unit.
  private func joining(
    _ columns: [String], _ joins: [Int], _ inner: String, keeping further: [String]
  ) -> String {
    let list = columns.map { column in
      let from = source.join(of: column)
      return
        "\(from.map { "second\($0)" } ?? "own").\(from.map { secondTable($0).name(column) } ?? name(column)) as \(name(column))"
    }
    let kept = further.map { "own.\($0)" }
    let tables = joins.map { index in
      "left join (\(secondTable(index).rowsByKey(source.joins[index]))) as second\(index) "
        + "on own.\(.joinKey(index)) = second\(index).\(.joinKey)"
    }
    let own = joins.map { "\(keyText(keys(of: source.joins[$0]))) as \(.joinKey($0))" }
    let keyed = "select *, \(own.joined(separator: ", ")) from (\(inner))"
    return "select \((list + kept).joined(separator: ", ")) from (\(keyed)) as own \(tables.joined(separator: " "))"
  }

  /// The columns of the data that a second table is joined by.
  func keys(of table: JoinedTable) -> [String] {
    table.isOfUnits ? [source.unit].compactMap(\.self) : table.keys
  }

  /// What is written in several columns as one text; null where one of them is.
  func keyText(_ columns: [String]) -> String {
    columns.map { reader($0).text }.joined(separator: " || chr(\(JoinedUnits.separator.value)) || ")
  }

  func secondTable(_ index: Int) -> SourceColumns {
    SourceColumns(dialect: dialect, source: source.joins[index].source)
  }

  /// The rows of a second table by the text of their key, each once.
  ///
  /// - Precondition: the source is that of the second table.
  func rowsByKey(_ table: JoinedTable) -> String {
    "select distinct * from (\(keyedRows(table))) where \(.joinKey) is not null"
  }

  /// The rows of a second table with the text of their key, which may be null.
  ///
  /// - Precondition: the source is that of the second table.
  func keyedRows(_ table: JoinedTable) -> String {
    let list = ["\(keyText(table.keys)) as \(.joinKey)"] + table.columns.map(name)
    let rows = scan(unique(table.keys + table.columns), of: source.parts[...])
    return "select \(list.joined(separator: ", ")) from (\(rows))"
  }

  private func computed(_ column: String) -> ComputedColumn? {
    source.computed.first { $0.name.value == column }
  }

  /// A column of the files as the steps after the scan get it.
  private func read(_ column: String, in part: PlannedSource.Part) -> String {
    let own = dialect.quoted(part.columns[column] ?? column)
    if !commaColumns([column], part).isEmpty { return asKey(column, dialect.textWithComma(ofJSON: own)) }
    return computed(column) == nil ? asKey(column, own) : dialect.cast(own, .text)
  }

  /// The columns, as the files have them, whose texts have decimal commas although the numbers of JSON have points.
  private func commaColumns(_ columns: [String], _ part: PlannedSource.Part) -> [String] {
    guard part.table.format.namesValues else { return [] }
    // What tells units and variants apart is no number.
    let keys = [source.unit, source.cluster].compactMap(\.self) + source.labels
    return columns.filter {
      computed($0) == nil && !keys.contains($0) && source.values.numbers(of: $0).hasDecimalComma
    }.map { part.columns[$0] ?? $0 }
  }

  /// Blanks around a key are no part of it, as with labels.
  private func asKey(_ column: String, _ own: String) -> String {
    guard source.schema[column]?.type == .text else { return own }
    // What is read as text may be a type of its own, such as an identifier of 128 bits.
    let isText = source.parts.allSatisfy { $0.table.format.isText }
    let text = isText ? own : dialect.cast(own, .text)
    return column == source.unit || column == source.cluster ? "trim(\(text))" : text
  }
}

extension SQLColumn {
  /// Text: the key of a row of the data in a second table, by the position of the table.
  fileprivate static func joinKey(_ table: Int) -> SQLColumn { SQLColumn("join_key\(table)") }
}
