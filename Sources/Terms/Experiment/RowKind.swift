/// What a row of the data is.
public enum RowKind: String, Sendable, CaseIterable {
  /// One unit; identical repeats are collapsed, differing ones are an error.
  case units
  /// Something that a unit did; rows are first summed to their unit.
  case events
  /// Counts over many units.
  case aggregates
}
