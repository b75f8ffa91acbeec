internal import Diagnostics
public import Terms

/// When one may look, and how much error is allowed.
public struct InferenceSpec: Sendable, Equatable {
  /// When one may look.
  public let design: DesignSpec
  /// The total error of a two-sided test, 0.05 unless given.
  public let alpha: Double
  /// The correction for several comparisons.
  public let correction: Correction
  /// The seed of everything random.
  public let seed: UInt64
  /// Replicates of a bootstrap, draws of a randomization test; nil is the method's own number.
  public var replicates: Int?

  static let defaultAlpha = 0.05
  static let defaultSeed: UInt64 = 1
  /// Below, no p-value reaches 0.05 on both sides with any certainty; above, no digit changes that a reader would see.
  static let replicateLimits = 99...99_999
}
