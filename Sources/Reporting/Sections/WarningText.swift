internal import Statistics

extension EstimateWarning {
  /// Whether it is about the interval of one scale.
  package var isOfInterval: Bool { self == .openAbove || self == .openBelow }

  /// The warning as a reader understands it; one sentence without a full stop.
  package var explanation: String {
    switch self {
    case .oneArmConstant:
      "nothing varies in one variant; the degrees of freedom are those of the other variant"
    case .smallSample:
      "a variant has fewer than \(DeltaMethod.smallSample) units or clusters, so the result depends on the shape of the distribution"
    case .denominatorWeak: "the denominator is barely distinguishable from zero"
    case .ratioBias: "the bias of the ratio exceeds a tenth of its standard error"
    case .negativeControl: "the control's value is negative; the lift is relative to its absolute value"
    case .boundary: "a proportion is 0 or 1"
    case .boundaryUnadjusted:
      "nothing varies in a variant, so covariates and strata are not used"
    case .pBelowRange: "the p-value is smaller than 1e-300"
    case .openAbove: "the interval has no upper end"
    case .openBelow: "the interval has no lower end"
    case .covariateDropped: "a covariate is constant or determined by the others and was left out"
    case .slopesPooled: "too few units for the requested slopes, so variants or strata share slopes"
    case .adjustmentDropped: "too few units or events to adjust for covariates, so the value is unadjusted"
    case .strataMerged: "strata with fewer than 5 units of a variant were merged"
    case .covariateImbalance:
      "the covariates differ between the variants by more than chance allows: the assignment may be broken, or a covariate may have been measured after exposure"
    case .shortTail:
      "fewer than \(Int(QuantileLevels.reliableTail)) values lie beyond the quantile, so its interval is conservative"
    case .midQuantile:
      "many units share values, so the quantiles are those of the mid-distribution (Ma, Genton and Parzen 2011), which lie between values"
    case .exactDecides: "the exact test decides; the interval is from another test and may disagree"
    case .randomizationDecides: "the randomization test decides; the interval is from another test and may disagree"
    case .logRankDecides: "the log-rank test decides; the interval is from another method and may disagree"
    case .hazardsNotProportional:
      "the hazards are not proportional (p < \(ProportionalHazards.threshold)), so that one ratio does not say what happens; the restricted mean, \"estimand\": \"rmst\", is the better question"
    case .trendDecides: "the test for a trend decides; the interval is from another method and may disagree"
    case .fewClusters:
      "the clusters of a variant are worth fewer than \(Int(ClusterLimits.enough)) equal ones, and the bias-reduced variance is not available here, so errors may be more frequent"
    case .fewCells:
      "units share values in fewer than \(Int(CellClusters.enoughCells)) effective cells, so the result depends on the t distribution"
    case .outsideRange: "an adjusted probability lies outside 0 to 1, so its own interval is the unadjusted one"
    case .dependsOnDays:
      "the answer depends on the days: in strata by the day of exposure it is not significant, so it may come from a split that changed"
    case .fewPairs:
      "fewer than \(PairedTotals.enough) days, or other rows, stand against each other, so only large effects are found"
    case .trialsAssumed:
      "the trials are assumed to be independent: too few days, or other rows, stand against each other in the variants to check that"
    }
  }
}
