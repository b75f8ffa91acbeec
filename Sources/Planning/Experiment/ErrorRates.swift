internal import Specification

/// The errors that an experiment may make beside those of the metrics' own tests.
package struct ErrorRates: Sendable, Equatable {
  /// Of a two-sided test.
  package let alpha: Double
  /// Shared by the tests for harm of primary metrics and guardrails.
  package let deterioration: Double
  /// Shared by the tests for harm of secondary metrics.
  package let secondaryHarm: Double
  /// Of each gate.
  package let quality: Double

  init(_ spec: ExperimentSpec) {
    alpha = spec.inference.alpha
    (deterioration, quality) = (spec.decision.alphaDeterioration, spec.decision.alphaQuality)
    secondaryHarm = spec.decision.alphaSecondaryHarm
  }
}
