/// A cap that is a quantile of values, which are read before anything is cut.
package struct CapQuantile: Sendable, Equatable {
  /// The share of the values that the cap leaves as they are.
  package let share: Double
  /// Whether zeros have no part in it.
  package let isOfNonzero: Bool
  /// Whether it is one of the values before exposure.
  package let isOfEarlier: Bool
}
