/// The reason why there is no answer: a value of the result, never a stand-in number (Methods/when-there-is-no-answer).
public enum NotEstimable: String, Error, Sendable, CaseIterable {
  /// A variant has no units.
  case emptyArm
  /// A variant has one unit, so nothing is known about its spread.
  case tooFew
  /// Every unit of both variants has the same value.
  case noVariation
  /// Every unit of one variant has the same value, which chance may have brought about.
  case oneArmConstant
  /// The covariates determine the outcome, so that no error is left of it.
  case outcomeDetermined
  /// While units of both variants were at risk, only one of them had events, so that a hazard ratio is 0 or infinite.
  case eventsOfOneVariant
  /// The denominator of a ratio is zero, or cannot be told from zero.
  case denominatorZero
  /// The control's value cannot be told from zero, so every lift is compatible with the data.
  case liftUndefined
  /// A proportion of 0 or 1 where the requested scale needs the other outcome too.
  case boundary
  /// A quantile that lies on a value which many units share, so that its limits say nothing.
  case ties
  /// The data do not reach as far as the quantile, the time or the dose that is asked for.
  case identifiability
  /// A curve along a dose that predicts a share below 0 or above 1.
  case outsideRange
  /// More segments than values are read of, which quantiles, ranks and survival curves need.
  case tooManySegments
  /// A pair without a unit in each variant, where units were assigned in pairs.
  case incompletePairs
  /// A quantity of two variants together, of which one alone has no value.
  case contrastOnly
  /// The denominator of a ratio differs between the variants, and the cut of its totals differs with it.
  case capMovesWithDenominator
  /// A method for two variants is asked about a sum of several.
  case severalVariants
  /// A term of a model is the same for all units, or a combination of the others.
  case collinear
  /// The doses or covariates tell successes from failures without exception, so that a logistic curve is infinitely steep.
  case separation
  /// Too few digits survive the arithmetic.
  case numericallyUnreliable
  /// More trials or events than exact methods are computed for.
  case tooManyForExact
  /// More rows than a method holds that looks at every one of them.
  case tooManyRows
  /// A test that says whether there is a difference, and nothing about its size.
  case noInterval
  /// A variant's spread rests on so few units that its shape may be another than that of the other: numbers are shown, and
  /// nothing is concluded from them.
  case tooSkewed
  /// A check of the data failed, and nothing is concluded from numbers that are shown.
  case mismatch

  /// Whether numbers are shown nevertheless, of which nothing may be concluded.
  package var isOfVerdict: Bool { self == .mismatch || self == .tooSkewed }
}
