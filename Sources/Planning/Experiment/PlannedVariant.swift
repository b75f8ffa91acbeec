internal import Diagnostics
internal import Specification

/// A version of the product that units were assigned to.
package struct PlannedVariant: Sendable, Equatable {
  package let name: String
  package let isControl: Bool
  /// The planned share relative to the other variants, 0 or more; the sum need not be 1.
  package let weight: Double
  /// Whether the spec says so itself.
  package let statesWeight: Bool
  /// What the variant columns hold for it: one text per column in each label.
  package let labels: [[String]]
  /// How much of the treatment its units got; nil where the spec does not say.
  package let dose: Double?

  init(_ variant: VariantSpec) {
    name = variant.name.value
    (isControl, weight, dose) = (variant.isControl, variant.weight.value, variant.dose?.value)
    statesWeight = variant.statesWeight
    labels = variant.labels.map(\.parts)
  }
}
