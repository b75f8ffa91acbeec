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
  public let control: String
  public let variant: String
  public let estimand: Estimand
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
  /// The estimator.
  public let method: String
  public let design: String
  /// The reason that refused something; nil is `ok`.
  public let status: NotEstimable?
  /// nil where nothing may be concluded.
  public let verdict: Verdict?
  /// Comparisons of the family, none of which is corrected for the others; 1 needs no correction.
  public let uncorrectedComparisons: Int
  public let warnings: [EstimateWarning]
  /// Why a number is missing, in words.
  public let reason: String?

  /// Whether the row tests that there is no difference, as one does of every metric on every scale.
  public var isOfDifference: Bool { hypothesis == .superiority && nullValue == estimand.neutralValue }
}
