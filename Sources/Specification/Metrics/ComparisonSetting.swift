package import Statistics

/// What is around a metric that decides how its variants are compared.
package struct ComparisonSetting: Sendable {
  /// Whether the row of analysis is a cluster of units.
  package let isClustered: Bool
  /// Whether anything beside the outcome takes part, or a method needs a standard error for each metric.
  package let isAdjusted: Bool
  package let slopes: SlopeRule
  /// Of the printed intervals.
  package let level: Double

  package init(isClustered: Bool = false, isAdjusted: Bool = false, slopes: SlopeRule = .arm, level: Double = 0.95) {
    (self.isClustered, self.isAdjusted, self.slopes, self.level) = (isClustered, isAdjusted, slopes, level)
  }

  package var settings: AdjustmentSettings { AdjustmentSettings(slopes: slopes) }

  /// For shares: the score test of counts, with what explains variance; of clusters the delta method.
  var methodOfShares: ComparisonMethod {
    .moments(
      isClustered ? DeltaMethod(.ratio, isProbability: true, settings: settings) : MiettinenNurminen(settings: settings)
    )
  }

  /// For means and ratios.
  func method(_ functional: Functional) -> ComparisonMethod { .moments(DeltaMethod(functional, self)) }
}

extension DeltaMethod {
  /// Clusters are ratios of their totals.
  fileprivate init(_ functional: Functional, _ setting: ComparisonSetting) {
    guard setting.isAdjusted else {
      self.init(functional)
      return
    }
    self.init(
      setting.isClustered ? .ratio : functional,
      row: setting.isClustered ? .cluster : .unit, settings: setting.settings)
  }
}
