/// The way in which a metric's hypothesis is tested.
public enum MetricTest: String, Sendable, CaseIterable {
  /// The default of the metric's type.
  case auto
  /// The score test of two proportions with the interval of Miettinen and Nurminen.
  case score
  /// Unconditional exact tests.
  case barnard
  case boschloo
  /// The conditional exact test, and its less careful version.
  case fisher
  case midP = "midp"

  /// Whether the test counts tables instead of trusting an approximation.
  public var isExact: Bool {
    switch self {
    case .auto, .score: false
    case .barnard, .boschloo, .fisher, .midP: true
    }
  }
}
