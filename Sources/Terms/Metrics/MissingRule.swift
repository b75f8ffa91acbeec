/// What becomes of a unit whose value is missing.
public enum MissingRule: String, Sendable, CaseIterable {
  /// The unit is left out of the metric, and counted.
  case drop
  /// The value is taken as zero.
  case zero
}
