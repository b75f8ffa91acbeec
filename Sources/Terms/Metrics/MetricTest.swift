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
  /// Units drawn again with replacement, with their own distribution in place of Student's.
  case bootstrap
  /// Labels drawn again as they were assigned.
  case randomization

  /// Whether the test counts tables instead of trusting an approximation.
  public var isExact: Bool {
    switch self {
    case .auto, .score, .bootstrap, .randomization: false
    case .barnard, .boschloo, .fisher, .midP: true
    }
  }

  /// Whether the test looks at single rows, which counts over many units do not have.
  public var needsRows: Bool {
    switch self {
    case .auto, .score, .barnard, .boschloo, .fisher, .midP: false
    case .bootstrap, .randomization: true
    }
  }
}
