public import Diagnostics
public import Statistics

/// What is asked of a metric beside whether the variants differ.
public enum Question: Sendable, Equatable {
  case superiority
  /// Better by at least this much.
  case minimumEffect(Amount)
  /// Worse by no more than this much.
  case nonInferiority(Amount)
  /// Different by less than this much.
  case equivalence(Amount)
  case claim(Positioned<Claim>)

  public var hypothesis: Hypothesis {
    switch self {
    case .superiority, .minimumEffect: .superiority
    case .nonInferiority: .nonInferiority
    case .equivalence: .equivalence
    case .claim: .claim
    }
  }
}
