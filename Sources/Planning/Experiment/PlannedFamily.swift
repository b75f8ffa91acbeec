internal import Diagnostics
internal import Specification
package import Terms

/// Metrics that share an error rate because the spec says so.
package struct PlannedFamily: Sendable, Equatable {
  package let name: String
  /// Names of metrics, in the order of the weights.
  package let metrics: [String]
  /// The shares of the error that they start with; nil where these are equal.
  package let weights: [Double]?
  /// What a rejected metric passes on to the others, one row per metric.
  package let transitions: [[Double]]?
  package let control: FamilyControl
  /// The family that must be rejected as a whole before this one counts.
  package let after: String?

  init(_ family: FamilySpec) {
    name = family.name.value
    metrics = family.metrics.map(\.value)
    (weights, transitions, control) = (family.weights, family.transitions, family.control)
    after = family.after?.value
  }
}
