internal import Planning
internal import Terms

/// The values of rows, by the position of a term in the plan.
extension SQLColumn {
  /// A term's column as a number or a truth value, before anybody asked whether it can be used (`TermReader.read`). In
  /// `cast_values`.
  static func cast(_ term: Int) -> SQLColumn { SQLColumn("c\(term)") }
  /// A term's value, NULL where it cannot be used (`TermReader.usableValue`): double, or 0 and 1. From `valued` to `sorted`; of
  /// covariates of events up to `pattern`.
  static func value(_ term: Int) -> SQLColumn { SQLColumn("v\(term)") }
}

/// The values of rows as populations have them: by the position p of a population in the plan, and t of a term among the
/// population's coordinates. All are in `scaled`, NULL in rows outside of the population.
extension SQLColumn {
  /// Integer: why a row is not in the population (`DropReason.code`), 0 where it is. From `sorted` on; never NULL.
  static func reason(_ p: Int) -> SQLColumn { SQLColumn("d\(p)") }
  /// Of any type: NULL in exactly the rows that are not in the population.
  static func member(_ p: Int) -> SQLColumn { SQLColumn("n\(p)") }
  /// Integer: the scaled integer of a value, or the sum of those of a unit or a cluster; NULL where it does not fit.
  static func scaled(_ p: Int, _ t: Int) -> SQLColumn { SQLColumn("q\(p)_\(t)") }
  /// Integer: a coarser one for cubes, of a number that need not be a short decimal.
  static func coarse(_ p: Int, _ t: Int) -> SQLColumn { SQLColumn("h\(p)_\(t)") }
  /// Double: the least value behind the integer, of a number that need not be a short decimal.
  static func least(_ p: Int, _ t: Int) -> SQLColumn { SQLColumn("l\(p)_\(t)") }
  /// Double: the greatest value behind the integer, likewise.
  static func greatest(_ p: Int, _ t: Int) -> SQLColumn { SQLColumn("g\(p)_\(t)") }
  /// Integer: how many numbers the sum is of. In the step before `scaled`, of rows that were summed up.
  static func summands(_ p: Int, _ t: Int) -> SQLColumn { SQLColumn("m\(p)_\(t)") }
  /// Integer: how many rows, or units, behind a sum are not in the population for a reason. Of rows that were summed up.
  static func dropped(_ p: Int, _ reason: DropReason) -> SQLColumn { SQLColumn("r\(p)_\(reason.code)") }
}
