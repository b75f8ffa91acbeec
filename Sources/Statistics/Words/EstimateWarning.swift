/// What a reader should know about a number that is shown nevertheless.
public enum EstimateWarning: String, Sendable, CaseIterable {
  /// One variant has no variance, by more than chance; the degrees of freedom are the other's.
  case oneArmConstant
  /// Fewer than 30 units in a variant, so the t distribution carries the result.
  case smallSample
  /// A ratio's denominator is barely distinguishable from zero; Fieller's interval is shown for it.
  case denominatorWeak
  /// The bias of a ratio exceeds a tenth of its standard error.
  case ratioBias
  /// The control's value is negative; the lift is relative to its size.
  case negativeControl
  /// A proportion is 0 or 1 in a variant.
  case boundary
  /// A proportion is 0 or 1 where covariates, strata or clusters have no variance; the unadjusted score method stands instead.
  case boundaryUnadjusted
  /// The p-value is smaller than 1e-300, where its digits end; it is written as 0.
  case pBelowRange
  /// The interval has no upper end.
  case openAbove
  /// The interval has no lower end.
  case openBelow
  /// A covariate is constant, or a combination of the others, and is left out.
  case covariateDropped
  /// Too few units for the slopes that were asked for, so variants or strata share them.
  case slopesPooled
  /// Too few units, or events, for any slope; the value is not adjusted for covariates.
  case adjustmentDropped
  /// Strata with fewer than 5 units of a variant were merged.
  case strataMerged
  /// The covariates differ between the variants by more than chance allows.
  case covariateImbalance
  /// Fewer than 50 values lie beyond a quantile, so its interval is wider than it need be.
  case shortTail
  /// Many units share values, so that the quantile is that of the mid-distribution, which may lie between two values.
  case midQuantile
  /// The verdict is that of the exact test, which the interval does not invert.
  case exactDecides
  /// The verdict is that of the randomization test, which the interval does not invert.
  case randomizationDecides
  /// The verdict is that of the test of a trend, which the interval does not invert.
  case trendDecides
  /// The log-rank test decides, whose p-value the interval of the hazard ratio need not agree with.
  case logRankDecides
  /// The ratio of the hazards changes with time, so that one number does not describe it.
  case hazardsNotProportional
  /// The clusters of a variant are worth fewer than 100 equal ones, and the variance for few clusters is not known here.
  case fewClusters
  /// The cells in which units share a value are worth fewer than 40 equal ones.
  case fewCells
  /// An adjusted probability is below 0 or above 1; the interval of the variant alone is the unadjusted one.
  case outsideRange
  /// Significant in all units together, and not in strata by the day of exposure.
  case dependsOnDays
  /// Fewer than 8 days, or other rows, stand against each other in the variants.
  case fewPairs
  /// Trials are taken as independent, for too few rows stand against each other to show whether they are.
  case trialsAssumed
}
