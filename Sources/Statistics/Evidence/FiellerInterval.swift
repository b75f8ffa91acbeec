internal import Distributions

/// The ratios r = θ₁/θ₀ that are not rejected: all r with |Z(r, 0)| ≤ c(ν(r)).
///
/// The closed form holds for a constant c. Since the degrees of freedom change with r, and since the interval must agree
/// with the p-value at r = 1 exactly, each limit is then solved with c at its own r.
///
/// - Note: E. C. Fieller (1954), *JRSS B* 16, 175-185; `methods.md` 5.2.
struct FiellerInterval {
  let evidence: NormalEvidence
  let threshold: Threshold

  /// The estimate θ₁/θ₀.
  private var center: Double { evidence.variant.value / evidence.control.value }

  /// g = c²Σ₀₀/θ₀² at the estimate; at 1 and above the control cannot be told from zero.
  var g: Double {
    guard evidence.control.value != 0 else { return .infinity }
    let c = threshold.criticalValue(degreesOfFreedom: evidence.degreesOfFreedom(r: center))
    return c * c * evidence.control.variance / (evidence.control.value * evidence.control.value)
  }

  /// The limits of r.
  ///
  /// - Throws: `liftUndefined` when the set of ratios is unbounded.
  func limits() throws(NotEstimable) -> Interval {
    guard g < 1 else { throw .liftUndefined }
    let start = closedForm()
    guard evidence.degreesOfFreedom(r: center) <= StudentT.normalLimit else { return start }
    guard let lower = solve(from: start.lower), let upper = solve(from: start.upper) else { throw .liftUndefined }
    return Interval(min(lower, upper), max(lower, upper))
  }

  private func closedForm() -> Interval {
    let c = threshold.criticalValue(degreesOfFreedom: evidence.degreesOfFreedom(r: center))
    let (zero, one) = (evidence.control, evidence.variant)
    let a = zero.value * zero.value - c * c * zero.variance
    let b = zero.value * one.value - c * c * evidence.covariance
    let root = discriminant(c).squareRoot()
    return Interval((b - root) / a, (b + root) / a)
  }

  /// D = B² − AC, expanded so that the products of the two values cancel on paper and not in floating point.
  private func discriminant(_ c: Double) -> Double {
    let (zero, one) = (evidence.control, evidence.variant)
    let (square, covariance) = (c * c, evidence.covariance)
    let linear =
      zero.value * zero.value * one.variance + one.value * one.value * zero.variance
      - 2 * zero.value * one.value * covariance
    return max(0, square * (linear - square * (zero.variance * one.variance - covariance * covariance)))
  }

  /// The root of |Z(r, 0)| = c(ν(r)) on the side of the estimate where `limit` lies, sought outward from the estimate.
  private func solve(from limit: Double) -> Double? {
    let center = center
    func excess(_ r: Double) -> Double {
      abs(evidence.statistic(r: r, delta: 0))
        - threshold.criticalValue(degreesOfFreedom: evidence.degreesOfFreedom(r: r))
    }
    if limit == center { return limit }
    var step = limit - center
    for _ in 0..<60 {
      let outer = center + step
      if excess(outer) >= 0 { return Root.brent(in: min(center, outer)...max(center, outer), excess) }
      step *= 1.5
    }
    return nil
  }
}
