internal import Planning
internal import Specification
public import Statistics

/// What covariates and strata changed in a comparison: the difference without them beside the one with them.
public struct AdjustmentEffect: Sendable, Equatable {
  public let metric: String
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
  init?(
    _ plan: AnalysisPlan, _ metric: PlannedMetric, _ comparison: Comparison, adjusted: Estimate,
    unadjusted moments: StratifiedMoments
  ) {
    guard metric.hasCovariates || !plan.spec.strata.isEmpty else { return nil }
    let raw = metric.estimator.estimate(moments, comparison.contrast)
    let threshold = Threshold(alpha: 1 - metric.level, alternative: .twoSided)
    func interval(_ estimate: Estimate) -> Interval? {
      try? estimate.interval(on: .absolute, alternative: .twoSided, threshold)
    }
    self.metric = metric.name
    control = comparison.control
    variant = comparison.variant
    unadjusted = try? raw.value(on: .absolute)
    unadjustedInterval = interval(raw)
    self.adjusted = try? adjusted.value(on: .absolute)
    adjustedInterval = interval(adjusted)
    varianceReduction = adjusted.varianceReduction(from: raw)
  }
}
