public import Statistics

extension NotEstimable {
  /// The reason as a reader understands it; one sentence without a full stop.
  public var explanation: String {
    switch self {
    case .emptyArm: "a variant has no units"
    case .tooFew: "a variant has a single unit, which says nothing about spread"
    case .noVariation: "every unit has the same value, so the data say nothing about chance"
    case .oneArmConstant:
      "every unit of one variant has the same value, which may be chance, so its spread is unknown"
    case .denominatorZero: "the denominator is zero, or cannot be told from zero"
    case .liftUndefined:
      "the control's value cannot be told from zero, so every relative difference is compatible with the data"
    case .boundary: "a proportion is 0 or 1, so the ratio has no finite value"
    case .ties:
      "the quantile lies on a value that many units share; a proportion above a threshold says more"
    case .identifiability: "too few values lie beyond the quantile, the time or the dose that is asked for"
    case .tooManySegments: "quantiles, ranks and survival curves are read of 100 segments at most, and there are more"
    case .noOverlap: "every unit of one variant stands above every unit of the other, so ranks do not vary"
    case .incompletePairs: "a pair does not have one unit in each of the two variants"
    case .contrastOnly: "a hazard ratio compares two variants; one alone has none"
    case .severalVariants: "the method compares two variants, not sums of several"
    case .collinear: "a term of the model is the same for all units, or follows from the other terms"
    case .separation:
      "the dose or the covariates tell successes from failures without exception, so that no curve of finite steepness fits"
    case .numericallyUnreliable: "the values are so large, so small or so far apart that their sums lose digits"
    case .tooManyForExact: "an exact method sums over every possible outcome, which is not done above 100000 of them"
    case .tooManyRows:
      "a method that looks at every row again and again does so for at most 200000 of them"
    case .tooManyGroups: "replicates are kept of every stratum and category, and there are too many of these"
    case .noInterval: "the test says whether there is a difference, and nothing about its size"
    case .mismatch: "the sample ratio or the exposure check failed"
    }
  }
}
