internal import Distributions

/// How much the skew of the data distorts one tail of a t-test: the first term of the Edgeworth expansion.
///
/// γ = (κ3₁/n₁² − κ3₀/n₀²)/SE³ and e = φ(c)(2c² + 1)|γ|/6. Equal skew in equal arms cancels.
///
/// - Note: P. Hall (1992), *The Bootstrap and Edgeworth Expansion*; Methods/means-and-counts, "Skewness".
package struct SkewnessDiagnostic: Sendable, Equatable {
  /// The share of a tail's α/2 that its error may reach before a warning.
  package static let tolerance = 0.2

  package let gamma: Double

  /// - Parameters:
  ///   - thirds: third central sums C3 of the (linearized) outcome per variant.
  ///   - counts: units per variant.
  ///   - standardError: of the difference, > 0.
  package init(thirds: (control: Double, variant: Double), counts: (control: Int, variant: Int), standardError: Double)
  {
    func part(_ third: Double, _ count: Int) -> Double {
      let n = Double(count)
      return third / n / (n * n)
    }
    gamma =
      (part(thirds.variant, counts.variant) - part(thirds.control, counts.control))
      / (standardError * standardError * standardError)
  }

  /// e at a critical value: the error of the tail probability, in absolute terms.
  package func tailError(criticalValue c: Double) -> Double {
    Normal.density(c) * (2 * c * c + 1) * abs(gamma) / 6
  }

  /// Whether the error of a tail exceeds its tolerance at the critical value of a boundary.
  ///
  /// - Parameters: those of `Boundary.criticalValue`.
  package func isSkewed(_ boundary: any Boundary, degreesOfFreedom: Double, variance: Double) -> Bool {
    let c = boundary.criticalValue(degreesOfFreedom: degreesOfFreedom, variance: variance)
    return tailError(criticalValue: c) > Self.tolerance * boundary.tail(variance: variance)
  }
}
