/// The shape of a curve over doses.
package enum DoseModel: String, Sendable, CaseIterable {
  /// A line through shares, tested by Cochran and Armitage.
  case trend
  /// A straight line.
  case linear
  /// A line on the scale of the log odds.
  case logistic
  /// A smooth curve: of log odds for shares, of the outcome itself for means.
  case spline
}
