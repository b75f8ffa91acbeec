/// Two values with their joint covariance: the facts behind every comparison whose estimates are asymptotically normal.
///
/// Z(r, δ) = (θ₁ − rθ₀ − δ)/√V(r), V(r) = Σ₁₁ + r²Σ₀₀ − 2rΣ₀₁, with degrees of freedom at that r that generalize
/// Welch and Satterthwaite's: ν = V²/(Σ V_c²/ν_c + V_rest²/ν_rest).
///
/// - Note: B. L. Welch (1947), *Biometrika* 34, 28-35; Methods/contrasts, "One contrast".
package struct NormalEvidence: Sendable, Equatable {
  package let control: ArmValue
  package let variant: ArmValue
  /// Σ₀₁.
  package let covariance: Double
  package let freedom: Freedom
  /// The chart on which the ratio of the two values is read.
  package let ratioChart: RatioChart

  /// How a ratio becomes a statistic.
  package enum RatioChart: Sendable, Equatable {
    /// The contrast θ₁ − rθ₀, which needs no positive values (`FiellerInterval`).
    case contrast
    /// The logarithm, also for no difference: of hazards, whose errors are relative (`LogRatio`).
    case logarithm
  }

  /// The source of a contrast's degrees of freedom, beside those of the two values.
  package enum Freedom: Sendable, Equatable {
    /// Those of the part of the variance that no variant's own rows make, and what no contrast exceeds.
    case perPart(shared: Double, limit: Double)
    /// One number for every r, where both values come from the same units.
    case common(Double)

    package static let independent = Freedom.perPart(shared: .infinity, limit: .infinity)
  }

  /// - Throws: `noVariation` when neither value has a variance, so that nothing is known about the difference.
  package init(
    control: ArmValue, variant: ArmValue, covariance: Double = 0, freedom: Freedom = .independent,
    ratioChart: RatioChart = .contrast
  ) throws(NotEstimable) {
    guard control.variance > 0 || variant.variance > 0 else { throw .noVariation }
    self.control = control
    self.variant = variant
    self.covariance = covariance
    self.freedom = freedom
    self.ratioChart = ratioChart
  }

  /// The share of the two variances below which their covariance has cancelled them, so that only rounding is left.
  private static let rounding = 1e-13

  /// V(r); 0 where nothing but rounding is left of it, as where covariates explain everything.
  package func variance(r: Double) -> Double {
    let separate = variant.variance + r * r * control.variance
    let joint = separate - 2 * r * covariance
    return joint > separate * Self.rounding ? joint : 0
  }

  /// At least 1: below it no t distribution has a mean, and rounding could bring it there where parts cancel.
  package func degreesOfFreedom(r: Double) -> Double {
    guard case .perPart(let shared, let limit) = freedom else {
      if case .common(let degrees) = freedom { return degrees }
      return .infinity
    }
    // A power of two keeps the squares within the range of doubles and changes no digit.
    let largest = max(r * r * control.variance, variant.variance)
    guard largest.isFinite else { return control.degreesOfFreedom }
    let scale = largest > 0 ? Double(sign: .plus, exponent: -Int(largest.exponent), significand: 1) : 1
    let (ofControl, ofVariant) = (r * r * control.ownVariance * scale, variant.ownVariance * scale)
    let total = (variant.variance + r * r * control.variance) * scale - 2 * r * covariance * scale
    var denominator =
      ofControl * ofControl / control.degreesOfFreedom + ofVariant * ofVariant / variant.degreesOfFreedom
    let rest = total - ofControl - ofVariant
    // Independent variants share nothing; a rest would be rounding.
    if covariance != 0 || control.variance != control.ownVariance || variant.variance != variant.ownVariance {
      denominator += rest * rest / shared
    }
    // All parts vanish only where the whole variance comes from the covariance, which then is known as well as it can be.
    return denominator > 0 ? max(1, min(total * total / denominator, limit)) : .infinity
  }

  /// Var(θ̂₁/θ̂₀) by the delta method; not finite where θ̂₀ is 0.
  var ratioVariance: Double {
    variance(r: variant.value / control.value) / (control.value * control.value)
  }

  /// θ₁ − θ₀.
  var difference: Double { variant.less(1, times: control) }

  /// Whether the values are so large that a double of theirs is coarse beside the error of their difference: a difference may be known
  /// better, but no ratio is.
  var losesRatios: Bool {
    let coarse = max(control.value.ulp, variant.value.ulp)
    return coarse / 2 > ConstantArm.tolerableRounding * (variant.variance + control.variance).squareRoot()
  }

  package func statistic(r: Double, delta: Double) -> Double {
    (variant.less(r, times: control) - delta) / variance(r: r).squareRoot()
  }
}
