/// The answers, whose rows other files decode.
extension SQLColumn {
  /// Integer: units, of a summary, of a cell, or of one time and end.
  static let units = SQLColumn("units")
  /// Integer: rows of analysis behind a row of the summary.
  static let analyzed = SQLColumn("analyzed")
  /// Integer: rows of the source behind a row of the summary.
  static let rowsRead = SQLColumn("rows_read")
  /// Text: the first and the last `example` of rows that go nowhere.
  static let firstExample = SQLColumn("low")
  static let lastExample = SQLColumn("high")
  /// Integer: which division of the summary a row belongs to (`SegmentDivision`). Only where there are several.
  static let division = SQLColumn("division")
  /// The aggregate at a position in the plan: an integer of any width, or of a range a double.
  static func aggregate(_ aggregate: Int) -> SQLColumn { SQLColumn("a\(aggregate)") }

  /// Text: the value of a stratum, by its position among the strata; of the times of events.
  static func stratum(_ stratum: Int) -> SQLColumn { SQLColumn("s\(stratum)") }
  /// Integer: microseconds for which a unit was seen; of the times of events, and of the table of influence values.
  static let duration = SQLColumn("duration")
  /// Integer: 1 where the event ended that time, else 0; likewise.
  static let occurrence = SQLColumn("occurrence")
  /// Double: what a unit of a variant, time and end adds to the error of its curve; of the table of influence values.
  static let influence = SQLColumn("influence")

  /// Integer: the decimals of the values that were looked at (`DecimalCount`); NULL where they have too many.
  static func decimals(_ value: Int) -> SQLColumn { SQLColumn("p\(value)") }
}
