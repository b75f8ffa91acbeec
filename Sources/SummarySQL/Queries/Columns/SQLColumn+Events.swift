/// The temporary tables that are made of exposures and facts (`TableName`).
extension SQLColumn {
  /// Integer: microseconds since 1970 of a unit's first exposure. Of exposed units and of units.
  static let exposedAt = SQLColumn("exposed_at")
  /// Integer: the local day of the first exposure, where windows count days. Of exposed units.
  static let exposedDay = SQLColumn("exposed_day")
  /// Integer: the variant of a unit's first exposure. Of exposed units.
  static let firstArm = SQLColumn("first_arm")
  /// Integer: 1 for a unit that was seen in several variants, else 0. Of exposed units.
  static let crossed = SQLColumn("crossed")
  /// Integer: the latest time in the rows behind this one, in microseconds. Of exposed units and of facts.
  static let latest = SQLColumn("latest")
}

/// Single events: the steps of `FactQuery`, and the table of events.
extension SQLColumn {
  /// Truth: whether the time is blank; also of exposures.
  static let lacksTime = SQLColumn("lacks_time")
  /// Integer: why an event cannot be looked at (`EventReasonCode`), else 0. Up to `windowed`; also of exposures.
  static let state = SQLColumn("state")
  /// Integer: why an event does not count, else 0. Of events, of facts and of totals.
  static let place = SQLColumn("place")
  /// Integer: microseconds since 1970.
  static let moment = SQLColumn("moment")
  /// Integer: microseconds since the unit's first exposure; below zero for what was before.
  static let age = SQLColumn("age")
  /// Integer: the local day of the event, where days count.
  static let eventDay = SQLColumn("event_day")
  /// Integer: the rows of one event, where events have ids.
  static let copies = SQLColumn("copies")
  /// Integer: 1 where these rows differ, else 0.
  static let differs = SQLColumn("differs")
  /// Integer: the latest moment of these rows.
  static let lastMoment = SQLColumn("last_moment")
  /// Integer: 1 for a time that states its offset from UTC, else 0; in ledgers their number.
  static let zoned = SQLColumn("zoned")
  /// Integer: 1 for a time that states none, else 0; in ledgers their number.
  static let unzoned = SQLColumn("unzoned")
  /// Double: a value of the fact as a number, by its position among `PlannedFact.values`.
  static func number(_ value: Int) -> SQLColumn { SQLColumn("y\(value)") }
  /// Text, or an integer: a value whose differences count, likewise.
  static func text(_ value: Int) -> SQLColumn { SQLColumn("t\(value)") }
  /// Truth: whether a condition holds, by its position among `PlannedFact.conditions`.
  static func condition(_ condition: Int) -> SQLColumn { SQLColumn("c\(condition)") }
  /// Truth: whether nobody knows if the event meets a condition, for what that names is blank. Where there are conditions; in ledgers
  /// their number.
  static let undecided = SQLColumn("undecided")
  /// Truth: the same of one condition, by its position among `PlannedFact.conditions`.
  static func unknown(_ condition: Int) -> SQLColumn { SQLColumn("unknown\(condition)") }
  /// Truth: whether the event lies in a window, by its position among `PlannedFact.windows`.
  static func window(_ window: Int) -> SQLColumn { SQLColumn("w\(window)") }
}

/// What is made of the events of a unit, and of those that do not count by their reason: the tables of facts and of totals, and
/// the ledgers that are asked of both.
extension SQLColumn {
  /// Integer: events, rows that have none.
  static let events = SQLColumn("events")
  /// Integer: repeats of an event that differ from it.
  static let differing = SQLColumn("differing")
  /// The number of a term, by its position among `PlannedFact.terms`: an integer of any width where it is counted or summed.
  static func total(_ term: Int) -> SQLColumn { SQLColumn("a\(term)") }
  /// Integer: events without a value that is asked for.
  static func withoutValue(_ value: Int) -> SQLColumn { SQLColumn("n\(value)") }
  /// Integer: events whose value does not fit its integer.
  static func unfit(_ value: Int) -> SQLColumn { SQLColumn("b\(value)") }
  /// Double: the largest magnitude of a value.
  static func largest(_ value: Int) -> SQLColumn { SQLColumn("h\(value)") }
  /// Integer: rows whose value is below zero; of what units share.
  static func negative(_ value: Int) -> SQLColumn { SQLColumn("z\(value)") }
  /// Integer: what units share, by the position of the term. Of the table of totals.
  static func sharedTotal(_ term: Int) -> SQLColumn { SQLColumn("t\(term)") }
  /// Truth: whether the unit's cell has a total. Of a fact that units share.
  static let hasRow = SQLColumn("has_row")
}

/// The table of a funnel.
extension SQLColumn {
  /// Integer: 1 where a unit reached the step, else 0.
  static func reached(_ step: Int) -> SQLColumn { SQLColumn("r\(step)") }
  /// Integer: microseconds from the step before, or from exposure; NULL where the step was not reached.
  static func passage(_ step: Int) -> SQLColumn { SQLColumn("t\(step)") }
  /// Double: the cap of a term's events.
  static let cap = SQLColumn("cap")
}
