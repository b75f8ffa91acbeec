internal import Statistics

extension EstimateWarning {
  /// The warning as a reader understands it; one sentence without a full stop.
  package var explanation: String {
    switch self {
    case .oneArmConstant: "every unit of one variant has the same value; the degrees of freedom are the other's"
    case .smallSample: "a variant has fewer than 30 units, so the result rests on the shape of the distribution"
    case .skewed: "the data are so skewed that the error rate of a tail may be off by more than a fifth"
    case .denominatorWeak: "the denominator is barely distinguishable from zero"
    case .ratioBias: "the bias of the ratio exceeds a tenth of its standard error"
    case .negativeControl: "the control's value is negative; the lift is relative to its size"
    case .boundary: "a proportion is 0 or 1"
    case .boundaryUnadjusted:
      "nothing varies there, so neither covariates nor strata take part; clusters count by their design effect"
    case .pBelowRange: "the p-value is smaller than 1e-300"
    case .openAbove: "the interval has no upper end"
    case .openBelow: "the interval has no lower end"
    case .covariateDropped: "a covariate is constant or determined by the others and was left out"
    case .slopesPooled: "too few units for the slopes asked for, so variants or strata share them"
    case .adjustmentDropped: "too few units to adjust for covariates, so the value is unadjusted"
    case .strataMerged: "strata with fewer than 5 units of a variant were merged"
    case .covariateImbalance:
      "the covariates differ between the variants more than chance allows: the assignment may be broken, or a covariate was measured after exposure"
    case .shortTail: "fewer than 50 values lie beyond the quantile, so its interval is conservative"
    case .exactDecides: "the exact test decides, which the interval beside it need not agree with"
    case .randomizationDecides: "the randomization test decides, which the interval need not agree with"
    case .logRankDecides: "the log-rank test decides, which the interval need not agree with"
    case .trendDecides: "the test of a trend decides, which the interval need not agree with"
    case .fewClusters: "a variant has fewer than 40 clusters; the bias-reduced result stands beside"
    case .fewCells:
      "units share values in cells that are worth fewer than 40 equal ones, so the result rests on the t distribution"
    case .outsideRange: "an adjusted probability lies outside 0 to 1, so its own interval is the unadjusted one"
    }
  }
}
