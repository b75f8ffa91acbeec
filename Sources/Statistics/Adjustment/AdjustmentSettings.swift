/// How covariates and strata enter a comparison.
package struct AdjustmentSettings: Sendable, Equatable {
  package var slopes: SlopeRule
  /// Whether fewer slopes are fitted where the cells are too small for those asked for; off only for worked examples.
  package var hasSlopeFallback: Bool
  /// The fewest rows of any arm that a stratum needs to stand alone.
  package var stratumMinimum: Int

  package init(slopes: SlopeRule = .arm, hasSlopeFallback: Bool = true, stratumMinimum: Int = 5) {
    self.slopes = slopes
    self.hasSlopeFallback = hasSlopeFallback
    self.stratumMinimum = stratumMinimum
  }
}

/// Which cells share the slopes of the covariates (Methods/adjusted-means, "Slope groups").
public enum SlopeRule: String, Sendable, CaseIterable {
  /// Each variant has its own, over all strata.
  ///
  /// - Note: W. Lin (2013), *Annals of Applied Statistics* 7, 295-318.
  case arm
  /// All variants share them: the classic analysis of covariance.
  case common
  /// Each variant in each stratum has its own.
  case armStratum = "arm-stratum"

  /// What is fitted instead where the cells are too small.
  package var fallback: SlopeRule? {
    switch self {
    case .armStratum: .arm
    case .arm: .common
    case .common: nil
    }
  }

  /// The number of the group that a cell belongs to.
  func group(arm: Int, stratum: Int, arms: Int) -> Int {
    switch self {
    case .common: 0
    case .arm: arm
    case .armStratum: stratum * arms + arm
    }
  }
}
