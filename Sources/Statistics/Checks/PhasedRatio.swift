internal import Distributions

/// The test that units arrived in the declared proportions while these changed: χ² of each phase, summed.
///
/// Counts are never pooled over phases: a ramp from 10 % to 50 % has no one proportion.
///
/// - Note: Methods/sample-ratio, "Ramps".
package struct PhasedRatio: Sendable, Equatable {
  /// The test of each phase with units; nil where one has none.
  package let phases: [SampleRatio?]
  /// nil where a variant that should have no units got some.
  package let statistic: Double?
  package let degreesOfFreedom: Int
  package let pValue: Double

  /// - Parameters:
  ///   - observed: units per phase and variant.
  ///   - weights: the weights of each phase.
  /// - Precondition: as many weights as counts, none negative.
  /// - Returns: nil when no phase has units of a ratio to test.
  package init?(observed: [[Int]], weights: [[Double]], seed: UInt64 = 1) {
    precondition(observed.count == weights.count)
    phases = zip(observed, weights).map { SampleRatio(observed: $0, weights: $1, seed: seed) }
    let tests = phases.compactMap(\.self)
    guard !tests.isEmpty else { return nil }
    degreesOfFreedom = tests.reduce(0) { $0 + $1.degreesOfFreedom }
    let isForbidden = tests.contains { $0.statistic == nil }
    let sum = tests.reduce(0) { $0 + ($1.statistic ?? 0) }
    statistic = isForbidden ? nil : sum
    pValue =
      isForbidden
      ? 0 : tests.count == 1 ? tests[0].pValue : ChiSquared(degreesOfFreedom: Double(degreesOfFreedom)).upperTail(sum)
  }
}
