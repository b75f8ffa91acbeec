internal import Diagnostics
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
      times: source.values.times(of: column), nullTexts: source.values.nullTexts,
      isComputed: source.isComputed(column))
  }

  /// The position of the variant whose labels stand in these columns; NULL where they are nobody's.
  func variant(_ variants: [PlannedVariant], labelledBy labels: [String]) -> String {
    let texts = labels.map { reader($0).text }
    let branches = variants.enumerated().map { index, variant in
      let matching = variant.labels.map { label in
        zip(texts, label).map { "\($0) = \(dialect.literal($1))" }.joined(separator: " and ")
      }
      return "when \(matching.joined(separator: " or ")) then \(index) "
    }
    return "case \(branches.joined())end"
  }

  /// Whether a unit lies in a segment.
  func isIn(_ segment: SegmentValue) -> String {
    let text = reader(segment.attribute).text
    return segment.value.map { "coalesce(\(text) = \(dialect.literal($0)), false)" } ?? "\(text) is null"
  }

  /// The first rows with the given columns, the same for any number of threads: in file order, of the first variant where
  /// each has its files; of a table that has no order, by the text of its units.
  func sample(_ columns: [String], _ rows: Int) -> String {
    guard source.isUnitTable else { return scan(columns, of: source.parts.prefix(1), first: rows) }
    let order = source.unit.map { " order by \(dialect.cast(name($0), .text))" } ?? ""
    return
      "select \(columns.map(name).joined(separator: ", ")) from \(TableName.units) where \(.arm) >= 0\(order) limit \(rows)"
  }
}
