internal import Distributions

/// How much of the observed outcome a tail of an exact test holds.
package enum ExactTails: String, Sendable, CaseIterable {
  /// The tail holds all of it, which keeps the level.
  case whole
  /// Half of it (mid-p), which keeps it on average only.
  case mid

  func upper(_ binomial: Binomial, at count: Int) -> Double {
    let tail = binomial.upperTail(at: count)
    return self == .whole ? tail : tail - binomial.mass(at: count) / 2
  }

  func lower(_ binomial: Binomial, at count: Int) -> Double {
    let tail = binomial.lowerTail(at: count)
    return self == .whole ? tail : tail - binomial.mass(at: count) / 2
  }
}
