/// The test that units arrived in the declared proportions while these changed: that of each phase, with Bonferroni's correction.
///
/// Counts are never pooled over phases: a ramp from 10 % to 50 % has no one proportion.
///
/// - Note: Methods/sample-ratio, "Ramps".
package struct PhasedRatio: Sendable, Equatable {
  /// The test of each phase with units; nil where one has none.
  package let phases: [SampleRatio?]
  /// The smallest p-value of a phase, times the number of phases with units.
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
    pValue = min(1, Double(tests.count) * (tests.map(\.pValue).min() ?? 1))
  }
}
