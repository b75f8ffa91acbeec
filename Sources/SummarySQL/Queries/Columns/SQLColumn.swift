internal import Tables

/// A column that one file writes and another reads: a later step of a query, a later query, or the decoding of its rows.
///
/// Every such column has its one name here, with what it means, its type, and the rows that have it; `SQLColumn+Values`,
/// `SQLColumn+Answers` and `SQLColumn+Events` list the others. A query writes it by interpolation, `"min(\(.arm))"`, and a row
/// of an answer is read by it alone. What a single query writes and reads is declared in that query's file, or stays a literal
/// where no answer has it.
///
/// Names are short, for every step repeats them, and a letter may mean something else in rows of another kind: `g0` is a segment,
/// `g0_1` the greatest value of a term. That is why none is written as a text.
///
/// The columns of the user keep to themselves: after the scan they are `u<n>` (`SourceColumns.name`), so that no name of theirs
/// can be taken for one of these.
struct SQLColumn: Hashable, Sendable, CustomStringConvertible {
  let description: String

  init(_ name: String) { description = name }
}

/// The rows on their way from a source to `scaled` (`RowPipeline`).
extension SQLColumn {
  /// Text: the unit of a row, or what tells a row of aggregates apart, by which second tables are joined.
  static let joinKey = SQLColumn("join_key")
  /// Integer: the index of the variant whose file a row comes from. In `source`, where variants have files of their own.
  static let fileVariant = SQLColumn("file_variant")
  /// Integer: the index of the row's variant, or a code (`ArmCode`) below zero for the reason why it has none. From `armed` on,
  /// in every step and in every answer by variant; also in the tables of exposed units and of units.
  static let arm = SQLColumn("arm")
  /// Text: of a row that goes nowhere a label that no variant has, or a unit that is in the way; of a cluster its key. From
  /// `placed` to `scaled`, and in the tables of exposed units and of units.
  static let example = SQLColumn("example")
  /// Integer: the rows behind a unit, or behind the units of a cluster. From `units` to `scaled`, and from `placed` where each row
  /// is a unit. In a ledger of events: the identical repeats that were set apart.
  static let repeats = SQLColumn("repeats")
  /// The unit, in the type of its column: from `placed` as long as rows are grouped by it; the key of all temporary tables, in one type
  /// (`PlannedExposures.unitKey`).
  static let unitKey = SQLColumn("unit_key")
  /// The cluster, in the type of its column; NULL in rows that go nowhere. In rows of units whose clusters are analyzed.
  static let clusterKey = SQLColumn("cluster_key")
  /// Text: the key of a row of analysis, where rows are asked for themselves. In rows of units and in `RowsQuery`'s answer.
  static let rowKey = SQLColumn("row_key")
  /// Integer: the number of the units that share values with this one; NULL where it shares none. In the tables of cells, totals
  /// and units, and where it is kept up to `scaled`.
  static let cell = SQLColumn("cell")
  /// Integer: the units of a cluster. In `clusters`, `scaled`, and summed up in the summary's answer.
  static let members = SQLColumn("members")
  /// Double: how many units a row of counts stands for. From `placed` to `scaled`, of `AggregatePipeline`.
  static let unitCount = SQLColumn("unit_count")
  /// Integer: the position of a row in its file, from 1, and of the file among those of the source. Where rows are shown
  /// (`SourceColumns.numberedScan`).
  static let rowOfFile = SQLColumn("row_of_file")
  static let fileOfRow = SQLColumn("file_of_row")
  /// Integer: a bit for each covariate that is missing, as `Grouping.indicated` numbers them; NULL in rows that go nowhere. From
  /// `sorted` to `scaled`, and in answers by group.
  static let missing = SQLColumn("missing")

  /// Text: the value of a key of the grouping; NULL in rows that go nowhere. From `cast_values` to `scaled`, and in answers by
  /// group.
  static func key(_ key: Int) -> SQLColumn { SQLColumn("k\(key)") }
  /// Text: the value of a segment attribute, likewise.
  static func segment(_ segment: Int) -> SQLColumn { SQLColumn("g\(segment)") }
}

extension DefaultStringInterpolation {
  /// The name of a column, as in `"min(\(.arm))"`.
  mutating func appendInterpolation(_ column: SQLColumn) { appendLiteral(column.description) }
}

extension SQLColumn {
  /// The columns as they are selected by themselves.
  static func names(_ columns: SQLColumn...) -> [String] { columns.names }
}

extension Sequence<SQLColumn> {
  var names: [String] { map(\.description) }
}

/// A column that a step makes of those of the step before.
struct MadeColumn {
  let sql: String
  let column: SQLColumn

  init(_ sql: String, as column: SQLColumn) { (self.sql, self.column) = (sql, column) }

  /// The column of the step before, as it is.
  init(_ column: SQLColumn) { self.init("\(column)", as: column) }

  /// As it stands behind SELECT.
  var selected: String { sql == column.description ? sql : "\(sql) as \(column)" }
}

extension Table {
  subscript(column: SQLColumn) -> Column? { self[column.description] }
}
