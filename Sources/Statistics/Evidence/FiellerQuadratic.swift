/// The ratios r at which Z(r, 0) has a given size: the roots of Ar² − 2Br + C, A = θ₀² − c²Σ₀₀, B = θ₀θ₁ − c²Σ₀₁,
/// C = θ₁² − c²Σ₁₁.
///
/// - Note: E. C. Fieller (1954), *JRSS B* 16, 175-185; Methods/contrasts, "Fieller's interval".
struct FiellerQuadratic {
  private let evidence: NormalEvidence

  init(_ evidence: NormalEvidence) { self.evidence = evidence }

  /// The root on a side, −1 or 1, where a constant c bounds the ratio; infinite where it does not.
  func limit(_ c: Double, side: Double) -> Double {
    let (a, b) = coefficients(c)
    guard a > 0 else { return side * .infinity }
    return (b + side * max(0, discriminant(c)).squareRoot()) / a
  }

  /// The ratio with Z(r, 0) = c that is nearest to θ₁/θ₀; nil where there is none.
  func crossing(_ c: Double) -> Double? {
    let (zero, one) = (evidence.control.value, evidence.variant.value)
    let center = one / zero
    guard c != 0 else { return center }
    let (a, b) = coefficients(c)
    let square = discriminant(c)
    guard square >= 0 else { return nil }
    let roots =
      a == 0
      ? [(one * one - c * c * evidence.variant.variance) / (2 * b)]
      : [-1, 1].map { (b + $0 * square.squareRoot()) / a }
    let own = roots.filter { $0.isFinite && (one - $0 * zero) * c > 0 }
    return own.min { abs($0 - center) < abs($1 - center) }
  }

  private func coefficients(_ c: Double) -> (a: Double, b: Double) {
    let (zero, one) = (evidence.control, evidence.variant)
    return (zero.value * zero.value - c * c * zero.variance, zero.value * one.value - c * c * evidence.covariance)
  }

  /// D = B² − AC, expanded so that the products of the two values cancel on paper and not in floating point.
  private func discriminant(_ c: Double) -> Double {
    let (zero, one) = (evidence.control, evidence.variant)
    let (square, covariance) = (c * c, evidence.covariance)
    let linear =
      zero.value * zero.value * one.variance + one.value * one.value * zero.variance
      - 2 * zero.value * one.value * covariance
    return square * (linear - square * (zero.variance * one.variance - covariance * covariance))
  }
}
