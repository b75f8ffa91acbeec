internal import Planning
internal import Tables
internal import Terms

/// Gives out the columns of a planned source as SQL, each read by its type and the source's habits.
struct SourceColumns {
  let dialect: any SQLDialect
  let source: PlannedSource

  /// What the steps after the scan call a column: a name of ours, so that no name of the user's can be taken for one.
  ///
  /// - Precondition: the column is one of the source.
  func name(_ column: String) -> String {
    "u\(planned(column, in: source.columnNames))"
  }

  /// The names of the columns that hold values.
  var values: [String] { source.valueColumns.map(name) }

  /// - Precondition: the column is one of the source.
  func reader(_ column: String) -> ColumnReader {
    guard let type = source.schema[column]?.type else { preconditionFailure("the source has no column \(column)") }
    return ColumnReader(
      dialect: dialect, name: name(column), type: type, numbers: source.values.numbers(of: column),
      times: source.values.times(of: column), nullTexts: source.values.nullTexts)
  }

  /// Whether a unit lies in a segment.
  func isIn(_ segment: SegmentValue) -> String {
    let text = reader(segment.attribute).text
    return segment.value.map { "coalesce(\(text) = \(dialect.literal($0)), false)" } ?? "\(text) is null"
  }

  /// The rows of the files, with the given columns; where variants have files of their own also with their index.
  func scan(_ columns: [String], of parts: ArraySlice<PlannedSource.Part>) -> String {
    let list = columns.map { "\(asKey($0)) as \(name($0))" }
    return parts.map { part in
      let own = part.variant.map { ["\($0) as \(.fileVariant)"] } ?? []
      return "select \((list + own).joined(separator: ", ")) "
        + "from \(dialect.scan(part.table, columns: source.columnNames))"
    }.joined(separator: " union all ")
  }

  /// Blanks around a key are no part of it, as with labels.
  private func asKey(_ column: String) -> String {
    let isKey = column == source.unit || column == source.cluster
    return isKey && source.schema[column]?.type == .text ? "trim(\(dialect.quoted(column)))" : dialect.quoted(column)
  }

  /// The first rows with the given columns, the same for any number of threads: in file order, of the first variant where
  /// each has its files; of a table that has no order, by the text of its units.
  func sample(_ columns: [String], _ rows: Int) -> String {
    guard source.isUnitTable else { return "\(scan(columns, of: source.parts.prefix(1))) limit \(rows)" }
    let order = source.unit.map { " order by \(dialect.cast(name($0), .text))" } ?? ""
    return
      "select \(columns.map(name).joined(separator: ", ")) from \(TableName.units) where \(.arm) >= 0\(order) limit \(rows)"
  }
}
