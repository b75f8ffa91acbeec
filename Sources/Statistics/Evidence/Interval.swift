/// The set of null values that are not rejected; an open end is infinite.
public struct Interval: Sendable, Equatable {
  public let lower: Double
  public let upper: Double

  /// - Precondition: lower ≤ upper, neither is NaN.
  package init(_ lower: Double, _ upper: Double) {
    precondition(lower <= upper)
    self.lower = lower
    self.upper = upper
  }

  /// - Throws: `numericallyUnreliable` when doubles cannot tell the ends apart, or hold them.
  init(from lower: Double, to upper: Double) throws(NotEstimable) {
    guard lower.isFinite, upper.isFinite, lower < upper else { throw .numericallyUnreliable }
    self.init(lower, upper)
  }

  public func contains(_ value: Double) -> Bool { (lower...upper).contains(value) }
}
