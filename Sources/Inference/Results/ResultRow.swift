public import Statistics

/// One comparison on one scale: a row of `results.csv` and of `results` in `results.json`.
///
/// A missing number is nil and `reason` says why; none is replaced.
public struct ResultRow: Sendable, Equatable {
  public let experiment: String
  public let metric: String
  /// The metric's type as the spec spells it.
  public let type: String
  /// Whether the values are probabilities, which read best as percentages.
  public let isProbability: Bool
  public let role: MetricRole
  /// The comparisons that a correction would treat together.
  public let family: String
  /// nil for all units.
  public let segment: SegmentKey?
  public let control: String
  public let variant: String
  public let estimand: Estimand
  /// Whether this is the scale that the metric is first compared on: the difference, or the ratio of what has none.
  public let isLeading: Bool
  public let hypothesis: Hypothesis
  /// What was done, step by step: `ratio|none|unit|fieller|fixed`.
  public let path: String
  /// Units kept per variant.
  public let nControl: Int
  public let nVariant: Int
  public let valueControl: Double?
  public let valueControlInterval: Interval?
  public let valueVariant: Double?
  public let valueVariantInterval: Interval?
  /// On the scale of the estimand; a relative estimate is a fraction.
  public let estimate: Double?
  public let standardError: Double?
  /// An open end is infinite.
  public let interval: Interval?
  /// Confidence level of the interval, a fraction.
  public let level: Double
  public let alternative: Alternative
  public let alpha: Double
  /// On the scale of the estimand.
  public let nullValue: Double
  public let statistic: Double?
  /// nil for a normal statistic.
  public let degreesOfFreedom: Double?
  public let pValue: Double?
  /// With the other comparisons of the family taken into account; nil where there is nothing to correct, or no correction.
  public let adjustedP: Double?
  /// An interval that holds together with those of the family.
  public let adjustedInterval: Interval?
  /// The procedure of the family, in words.
  public let correction: String?
  /// The estimator.
  public let method: String
  /// Whether the row is that of another method, beside the row of the metric's own.
  public let isCompanion: Bool
  public let design: String
  /// 1 − V/V_unadjusted, where covariates or strata took part.
  public let varianceReduction: Double?
  /// How many times the clusters multiply the variance of single units.
  public let designEffect: Double?
  /// The reason that refused something; nil is `ok`.
  public let status: NotEstimable?
  /// nil where nothing may be concluded.
  public let verdict: Verdict?
  /// Comparisons of the family.
  public let familySize: Int
  public let warnings: [EstimateWarning]
  /// Why a number is missing, in words.
  public let reason: String?

  /// Comparisons that the verdict is not corrected for; 1 where it need not be.
  public var uncorrectedComparisons: Int { correction == nil ? familySize : 1 }

  /// Whether the row tests that there is no difference, as one does of every metric on every scale.
  public var isOfDifference: Bool {
    hypothesis == .superiority && nullValue == estimand.neutralValue && !isCompanion
  }
}
