internal import CGSL

/// The number of marked items among `draws` items that are drawn, without replacement, from `marked` + `unmarked` items.
package struct Hypergeometric: Sendable, Equatable {
  package let marked: Int
  package let unmarked: Int
  package let draws: Int

  /// - Precondition: no count is negative, draws ≤ marked + unmarked < 2³² (GSL counts in 32 bits).
  package init(marked: Int, unmarked: Int, draws: Int) {
    precondition(marked >= 0 && unmarked >= 0 && (0...marked + unmarked).contains(draws))
    precondition(marked + unmarked <= Int(UInt32.max))
    self.marked = marked
    self.unmarked = unmarked
    self.draws = draws
  }

  /// The counts that are possible.
  package var support: ClosedRange<Int> { max(0, draws - unmarked)...min(marked, draws) }

  /// A count that no other one exceeds in probability.
  package var mode: Int {
    let product = Double(draws + 1) * Double(marked + 1)
    return min(support.upperBound, max(support.lowerBound, Int(product / Double(marked + unmarked + 2))))
  }

  /// P(X = count); zero outside the support.
  package func mass(at count: Int) -> Double {
    guard support.contains(count) else { return 0 }
    return GSL.call { gsl_ran_hypergeometric_pdf(UInt32(count), UInt32(marked), UInt32(unmarked), UInt32(draws)) }
  }

  /// P(X ≤ count).
  package func lowerTail(at count: Int) -> Double {
    if count < support.lowerBound { return 0 }
    if count >= support.upperBound { return 1 }
    return GSL.call { gsl_cdf_hypergeometric_P(UInt32(count), UInt32(marked), UInt32(unmarked), UInt32(draws)) }
  }

  /// P(X ≥ count).
  package func upperTail(at count: Int) -> Double {
    if count <= support.lowerBound { return 1 }
    if count > support.upperBound { return 0 }
    return GSL.call { gsl_cdf_hypergeometric_Q(UInt32(count - 1), UInt32(marked), UInt32(unmarked), UInt32(draws)) }
  }

  /// Whether P(X ≥ count) ≤ limit, told from as few terms as decide it.
  package func upperTail(at count: Int, isAtMost limit: Double) -> Bool {
    if count <= mode { return upperTail(at: count) <= limit }
    var term = mass(at: count)
    var sum = term
    for k in max(count, 0)...max(count, support.upperBound) {
      if sum > limit { return false }
      // Beyond the mode the ratios of neighbors fall, so that a geometric series bounds the rest.
      let ratio =
        Double(marked - k) / Double(k + 1) * (Double(draws - k) / Double(unmarked - draws + k + 1))
      if ratio <= 0 || (ratio < 1 && sum + term * ratio / (1 - ratio) <= limit) { return true }
      term *= ratio
      sum += term
    }
    return sum <= limit
  }
}
