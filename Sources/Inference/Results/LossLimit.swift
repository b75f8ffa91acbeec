package import Statistics

/// The largest loss of a guardrail that is not excluded: the end of a one-sided interval at the error of the guardrail.
///
/// It is right with that probability whatever the truth, for it is the margin at which the rule of decision would ship.
package struct LossLimit: Sendable, Equatable {
  /// On the scale of the lift where there is one; 0 or less where every loss is excluded, infinite where none is.
  package let size: Double
  package let estimand: Estimand
}
