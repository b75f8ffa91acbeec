internal import Distributions

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// Maximum-likelihood estimates of the control's proportion when the null value holds
/// (Methods/proportions, "Score test").
extension ScoreCounts {
  /// p̃₀ under p₁ = p₀ + δ: the root of a cubic, in closed form, then polished.
  ///
  /// The closed form is exact to a unit in the last place of 1, which is not enough where successes are rare.
  func restrictedForDifference(_ delta: Double) -> Double {
    let (n, x) = (total, successes)
    if delta == 0 { return x / n }
    let l3 = n
    let l2 = (n1 + 2 * n0) * delta - n - x
    let l1 = (n0 * delta - n - 2 * x0) * delta + x
    let l0 = x0 * delta * (1 - delta)
    let third = l2 / (3 * l3)
    let q = third * third * third - l1 * l2 / (6 * l3 * l3) + l0 / (2 * l3)
    let magnitude = max(0, third * third - l1 / (3 * l3)).squareRoot()
    let p = q < 0 ? -magnitude : magnitude
    let cosine = p == 0 ? 0 : min(1, max(-1, q / (p * p * p)))
    let closed = 2 * p * cos((.pi + acos(cosine)) / 3) - third
    // Of a small root the closed form keeps few digits, and the cubic term is next to nothing.
    let root = closed < 1e-6 ? Self.largerRoot(l2, l1, l0) : closed
    let (low, high) = (max(0, -delta), min(1, 1 - delta))
    return polished(min(high, max(low, root)), in: low...high) { p in
      (value: ((l3 * p + l2) * p + l1) * p + l0, slope: (3 * l3 * p + 2 * l2) * p + l1)
    }
  }

  /// The larger root of ap² + bp + c for a < 0.
  private static func largerRoot(_ a: Double, _ b: Double, _ c: Double) -> Double {
    let root = max(0, b * b - 4 * a * c).squareRoot()
    return b < 0 ? 2 * c / (root - b) : (b + root) / (-2 * a)
  }

  /// The root near `start` by Newton's method, for as long as it comes closer to zero.
  private func polished(
    _ start: Double, in range: ClosedRange<Double>, _ function: (Double) -> (value: Double, slope: Double)
  ) -> Double {
    var root = start
    var (value, slope) = function(root)
    while value != 0, slope != 0 {
      let next = min(range.upperBound, max(range.lowerBound, root - value / slope))
      let there = function(next)
      guard abs(there.value) < abs(value) else { break }
      (root, value, slope) = (next, there.value, there.slope)
    }
    return root
  }

  /// p̃₀ under p₁ = r·p₀: the smaller root of a quadratic.
  func restrictedForRatio(_ r: Double) -> Double {
    let (rising, constant) = (n1 + x0, x1 + n0)
    // B² − 4AC with its cancellation carried out on paper: a square and a product of counts remain.
    let gap = rising * r - constant
    let discriminant = (gap * gap + 4 * r * (n1 - x1) * (n0 - x0)).squareRoot()
    // 2C/(B + √D) is the smaller root without the cancellation of (B − √D)/2A.
    let sum = rising * r + constant + discriminant
    let root = sum > 0 ? 2 * successes / sum : 0
    return min(min(1, r > 1 ? 1 / r : 1), max(0, root))
  }

  /// p̃₀ and 1 − p̃₀ under odds₁ = ω·odds₀, each with all its digits.
  func restrictedForOdds(_ omega: Double) -> (success: Double, failure: Double) {
    (
      Self.restrictedForOdds(omega, control: n0, variant: n1, successes: successes),
      Self.restrictedForOdds(1 / omega, control: n0, variant: n1, successes: total - successes)
    )
  }

  /// The root of n₀(ω − 1)p² + [(n₁ − X)ω + n₀ + X]p − X = 0 between 0 and 1.
  private static func restrictedForOdds(
    _ omega: Double, control n0: Double, variant n1: Double, successes x: Double
  ) -> Double {
    let b = (n1 - x) * omega + n0 + x
    if omega >= 1 {
      let a = n0 * (omega - 1)
      let root = (b * b + 4 * a * x).squareRoot()
      return min(1, b >= 0 ? 2 * x / (b + root) : (root - b) / (2 * a))
    }
    // b² + 4ax with its cancellation carried out on paper.
    let gap = (n1 + x) * omega + n0 - x
    return min(1, 2 * x / (b + (gap * gap + 4 * n1 * omega * x * (1 - omega)).squareRoot()))
  }

  /// p̃₀ under p₁ = r·p₀ + δ in general: the log-likelihood is concave in p₀, so its slope has one zero.
  func restrictedNumerically(_ r: Double, _ delta: Double) -> Double {
    guard r != 0 else { return p0 }
    let edges = [-delta / r, (1 - delta) / r]
    let low = max(0, edges.min() ?? 0)
    let high = min(1, edges.max() ?? 1)
    guard low < high else { return min(1, max(0, low)) }
    func slope(_ zero: Double) -> Double {
      let one = r * zero + delta
      func part(_ count: Double, _ probability: Double) -> Double { count == 0 ? 0 : count / probability }
      return r * (part(x1, one) - part(n1 - x1, 1 - one)) + part(x0, zero) - part(n0 - x0, 1 - zero)
    }
    let inset = (high - low) * 1e-15
    let bracket = (low + inset)...(high - inset)
    if slope(bracket.lowerBound) <= 0 { return low }
    if slope(bracket.upperBound) >= 0 { return high }
    return Root.brent(in: bracket, slope) ?? low
  }
}
