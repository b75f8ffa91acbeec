internal import Planning
public import Statistics

/// What covariates and strata changed in a comparison: the difference without them beside the one with them.
public struct AdjustmentEffect: Sendable, Equatable {
  public let metric: String
  /// Whether differences are those of probabilities.
  public let isProbability: Bool
  public let control: String
  public let variant: String
  /// Absolute, in the metric's unit.
  public let unadjusted: Double?
  public let unadjustedInterval: Interval?
  public let adjusted: Double?
  public let adjustedInterval: Interval?
  /// 1 − V_adjusted/V_unadjusted; nil where one of them is not known.
  public let varianceReduction: Double?

  /// nil where nothing is adjusted.
  init?(_ draft: ComparisonDraft) {
    guard draft.estimate.adjustment != nil else { return nil }
    func interval(_ estimate: Estimate) -> Interval? {
      try? estimate.interval(
        on: .absolute, alternative: .twoSided, draft.look.boundary(.twoSided, level: draft.metric.level))
    }
    metric = draft.metric.name
    isProbability = draft.metric.isProbability
    control = draft.comparison.control
    variant = draft.comparison.variant
    unadjusted = try? draft.unadjusted.value(on: .absolute)
    unadjustedInterval = interval(draft.unadjusted)
    adjusted = try? draft.estimate.value(on: .absolute)
    adjustedInterval = interval(draft.estimate)
    varianceReduction = draft.estimate.varianceReduction(from: draft.unadjusted)
  }
}
