public import Statistics

/// One answer with everything that tells it from others: a row of `results.csv` and of `results` in `results.json`.
///
/// A missing number is nil and `reason` says why; none is replaced.
public struct ResultRow: Sendable, Equatable {
  public let experiment: String
  let owner: ReportedMetric
  /// The segment of the row; nil for all units.
  public let segment: SegmentKey?
  public let control: String
  public let variant: String
  package let answer: Answer
  /// Whether this is the scale that the metric is first compared on: the difference, or the ratio of what has none.
  public let isLeading: Bool
  /// Whether the row is that of another method, beside the row of the metric's own.
  public let isCompanion: Bool
}

extension ResultRow {
  public var metric: String { owner.name }
  /// The metric's type as the spec spells it.
  public var type: String { owner.type }
  public var role: MetricRole { owner.role }
  /// Whether the values are probabilities, which read best as percentages.
  public var isProbability: Bool { owner.isProbability }
  /// The comparisons that a correction would treat together.
  public var family: String { answer.family.name }
  public var estimand: Estimand { answer.estimand }
  public var hypothesis: Hypothesis { answer.test.hypothesis }
  /// What was done, step by step: `ratio|none|unit|fieller|fixed`.
  public var path: String { answer.path }
  /// Units kept per variant.
  public var nControl: Int { answer.control.units }
  public var nVariant: Int { answer.variant.units }
  public var valueControl: Double? { answer.control.value }
  public var valueControlInterval: Interval? { answer.control.interval }
  public var valueVariant: Double? { answer.variant.value }
  public var valueVariantInterval: Interval? { answer.variant.interval }
  /// The estimate on the scale of the estimand; a relative estimate is a fraction.
  public var estimate: Double? { answer.estimate }
  public var standardError: Double? { answer.standardError }
  /// An open end is infinite.
  public var interval: Interval? { answer.interval }
  /// Confidence level of the interval, a fraction.
  public var level: Double { answer.test.level }
  public var alternative: Alternative { answer.test.alternative }
  public var alpha: Double { answer.test.alpha }
  /// The null value on the scale of the estimand.
  public var nullValue: Double { answer.test.nullValue }
  public var statistic: Double? { answer.statistic }
  /// The degrees of freedom; nil for a normal statistic.
  public var degreesOfFreedom: Double? { answer.degreesOfFreedom }
  public var pValue: Double? { answer.pValue }
  /// With the other comparisons of the family taken into account; nil where there is nothing to correct, or no correction.
  public var adjustedP: Double? { answer.family.pValue }
  /// An interval that holds together with those of the family.
  public var adjustedInterval: Interval? { answer.family.interval }
  /// The estimator.
  public var method: String { answer.method }
  public var design: String { answer.design }
  /// 1 − V/V_unadjusted, where covariates or strata took part.
  public var varianceReduction: Double? { answer.varianceReduction }
  /// How many times the clusters multiply the variance of single units.
  public var designEffect: Double? { answer.designEffect }
  /// The reason that refused something; nil is `ok`.
  public var status: NotEstimable? { answer.status }
  /// The verdict; nil where nothing may be concluded.
  public var verdict: Verdict? { answer.verdict }
  public var warnings: [EstimateWarning] { answer.warnings }
  /// Why a number is missing, in words.
  public var reason: String? { answer.reason }

  /// The verdict with what limits it.
  public var verdictText: String? {
    guard let verdict else { return nil }
    guard answer.family.uncorrected > 1 else { return verdict.rawValue }
    return "\(verdict.rawValue), not corrected for \(answer.family.uncorrected) comparisons"
  }
}
