internal import Planning
public import Statistics
internal import SummarySQL

extension NotEstimable {
  /// The reason as a reader understands it; one sentence without a full stop.
  public var explanation: String {
    switch self {
    case .emptyArm: "a variant has no units"
    case .tooFew: "a variant has a single unit, so its spread cannot be estimated"
    case .noVariation: "all units of a variant have the same value, so the sampling error cannot be estimated"
    case .oneArmConstant:
      "every unit of one variant has the same value, which may be chance, so its spread is unknown"
    case .denominatorZero: "the denominator is zero, or not distinguishable from zero"
    case .liftUndefined:
      "the control's value is not distinguishable from zero, so this method excludes no relative difference"
    case .boundary: "a proportion is 0 or 1, so the ratio has no finite value"
    case .ties:
      "the quantile lies on a value that many units share; a proportion above a threshold is more informative"
    case .identifiability: "too few values lie beyond the requested quantile, time or dose"
    case .outsideRange:
      "a straight line along the dose predicts a share below 0 % or above 100 % at one of the two doses, so that it does not describe them; write \"model\": \"logistic\""
    case .tooManySegments:
      "quantiles, ranks and survival curves are computed for at most \(SegmentsRead.mostSegments) segments, and there are more"
    case .outcomeDetermined:
      "the covariates determine the outcome exactly, so no sampling error is left; they may have been measured after exposure"
    case .eventsOfOneVariant:
      "while units of both variants were followed, only one variant had events, so the hazard ratio has no finite value"
    case .incompletePairs: "a pair does not have one unit in each of the two variants"
    case .contrastOnly: "a hazard ratio compares two variants; a single variant has none"
    case .capMovesWithDenominator:
      "the denominators of the variants differ, and a cap of totals cuts more where they are larger; leave \"of\" out"
    case .severalVariants: "the method compares two variants, not sums of several"
    case .collinear: "a term of the model is the same for all units, or follows from the other terms"
    case .separation:
      "the dose or the covariates separate some successes or failures from all others, so no curve of finite slope fits"
    case .numericallyUnreliable: "the values are so large, so small or so far apart that their sums lose digits"
    case .tooManyForExact:
      "an exact method sums over all possible outcomes, which is limited to \(ExactProportionTest.largestTotal) of them"
    case .tooManyRows:
      "a method that reads every row repeatedly is limited to \(RowNeeds.mostKept) rows"
    case .noInterval: "the test shows only whether there is a difference, not how large it is"
    case .tooSkewed:
      "the spread of one variant rests on fewer than three units, which are distributed differently from the other's"
    case .mismatch: "a check of the data failed, so that nothing is concluded"
    }
  }
}
