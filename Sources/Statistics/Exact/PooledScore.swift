/// The order of tables by Z with the pooled variance, without rounding: Z² is a ratio of integers.
///
/// Z = (x₁/n₁ − x₀/n₀)/√[X(N − X)/N² · N/(n₀n₁)] has the sign of D = x₁n₀ − x₀n₁, and Z² is D²/[X(N − X)] but for a factor
/// that all tables of the same sizes share. So tables tie exactly when their Z are equal.
///
/// Where all trials end alike, Z is 0, its limit.
struct PooledScore: Comparable {
  /// D; 0 where Z is.
  private let difference: Int
  /// X(N − X); 1 where that is 0.
  private let spread: Int

  private init(difference: Int, spread: Int) {
    (self.difference, self.spread) = (difference, spread)
  }

  /// - Precondition: controlTrials + variantTrials ≤ 100,000, so that D² fits 63 bits.
  init(controlSuccesses: Int, controlTrials: Int, variantSuccesses: Int, variantTrials: Int) {
    let successes = controlSuccesses + variantSuccesses
    let product = successes * (controlTrials + variantTrials - successes)
    difference = product == 0 ? 0 : variantSuccesses * controlTrials - controlSuccesses * variantTrials
    spread = max(1, product)
  }

  var magnitude: PooledScore { PooledScore(difference: abs(difference), spread: spread) }
  static prefix func - (score: PooledScore) -> PooledScore {
    PooledScore(difference: -score.difference, spread: score.spread)
  }

  var isZero: Bool { difference == 0 }

  static func == (left: PooledScore, right: PooledScore) -> Bool { !(left < right) && !(right < left) }

  static func < (left: PooledScore, right: PooledScore) -> Bool {
    if left.difference.signum() != right.difference.signum() { return left.difference < right.difference }
    let (one, other) = (left.square(over: right), right.square(over: left))
    return left.difference >= 0 ? one < other : one > other
  }

  /// D²·X'(N − X'), as the two halves of 128 bits.
  private func square(over other: PooledScore) -> (Int, UInt) {
    let product = (difference * difference).multipliedFullWidth(by: other.spread)
    return (product.high, product.low)
  }
}
