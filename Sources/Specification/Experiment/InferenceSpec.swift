public import Diagnostics

/// When one may look, and how much error is allowed.
public struct InferenceSpec: Sendable, Equatable {
  /// The total error of a two-sided test, 0.05 unless given.
  public let alpha: Double
  /// The level of printed intervals; 1 − α of each metric where the spec says nothing.
  public let level: Positioned<Double>?
  /// For several comparisons.
  public let correction: Correction
  /// The seed of everything random.
  public let seed: UInt64

  static let defaultAlpha = 0.05
  static let defaultSeed: UInt64 = 1
}
