internal import Specification

/// The errors that an experiment may make beside those of the metrics' own tests.
package struct ErrorRates: Sendable, Equatable {
  /// Of a two-sided test.
  package let alpha: Double
  /// Shared by the tests for deterioration.
  package let deterioration: Double
  /// Of each check that can make an experiment invalid.
  package let quality: Double

  init(_ spec: ExperimentSpec) {
    alpha = spec.inference.alpha
    (deterioration, quality) = (spec.decision.alphaDeterioration, spec.decision.alphaQuality)
  }
}
