/// The way in which a metric's hypothesis is tested.
public enum MetricTest: String, Sendable, CaseIterable {
  /// The default of the metric's type.
  case auto
  /// The score test of two proportions with the interval of Miettinen and Nurminen.
  case score
}
