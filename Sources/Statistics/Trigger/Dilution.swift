/// The effect on all exposed units of a treatment that only triggered units can meet: Δ_all = πΔ_trig for a mean.
///
/// In both variants, units that did not trigger are as those of the control did not: M_a = πm_a + (1 − π)m_u. A mean is one
/// coordinate of M, and a ratio h(M) = M₁/M₂, so that numerator and denominator are diluted separately. With the gradients
/// g_a = ∇h(M_a), the covariance of the two values is that of π²Ω, of (1 − π)² times the untriggered units' own, and of the
/// share: (g_a'd_a)(g_b'd_b)π(1 − π)/n, d_a = m_a − m_u. For a mean this is Var Δ_all = π²V_trig + Δ_trig²π(1 − π)/n.
///
/// - Note: A. Deng, V. Hu (2015), WSDM, 349-358; Methods/triggered-analysis, "Dilution".
package struct Dilution: Sendable, Equatable {
  /// π: triggered units over all, of all variants together.
  package let share: Double
  /// The two values over all exposed units, with their joint covariance.
  package let evidence: NormalEvidence

  /// - Parameters:
  ///   - triggered: the units that triggered, with covariates and strata.
  ///   - untriggered: the outcomes of the others, per variant.
  /// - Throws: `emptyArm`, `tooFew`, `noVariation`; `denominatorZero` of a ratio.
  package init(
    triggered moments: StratifiedMoments, untriggered: [Moments], functional: Functional,
    settings: AdjustmentSettings = .init(), control: Int, variant: Int
  ) throws(NotEstimable) {
    let counts = moments.arms.map { arm in moments.cells[arm].reduce(0) { $0 + $1.count } }
    guard counts[control] > 0, counts[variant] > 0 else { throw .emptyArm }
    guard counts[control] > 1, counts[variant] > 1 else { throw .tooFew }
    let able = moments.arms.filter { counts[$0] > 1 }
    guard let zero = able.firstIndex(of: control), let one = able.firstIndex(of: variant) else { throw .tooFew }
    let means = try AdjustedMeans(moments.keeping(arms: able), settings)
    let (inside, outside) = (counts.reduce(0, +), untriggered.reduce(0) { $0 + $1.count })
    let all = Double(inside + outside)
    share = Double(inside) / all
    let rest = untriggered[control].leading(moments.outcomes)
    // Where everybody triggered, nothing is diluted.
    guard outside == 0 || rest.count > 1 else { throw .tooFew }
    let inner = share
    let sides = try [zero, one].map { arm throws(NotEstimable) -> Side in
      let mean = means.means[arm].indices.map { i in
        inner * means.means[arm][i] + (outside == 0 ? 0 : (1 - inner) * rest.mean[i])
      }
      let gradient = try functional.gradient(at: mean)
      let step = gradient.indices.reduce(0) { sum, i in
        sum + gradient[i] * (means.means[arm][i] - (outside == 0 ? means.means[arm][i] : rest.mean[i]))
      }
      return Side(
        gradient: gradient, step: step,
        inside: try DeltaMethodFit.value(
          means, arm, try functional.value(at: mean), gradient.map { inner * $0 }))
    }
    /// What both variants have in common: the untriggered units, and the share.
    func common(_ left: Side, _ right: Side) -> Double {
      guard outside > 0 else { return 0 }
      let n = Double(rest.count)
      var own = 0.0
      for i in left.gradient.indices {
        for j in right.gradient.indices { own += left.gradient[i] * rest.products[i, j] * right.gradient[j] }
      }
      own /= (n - 1) * n
      return (1 - inner) * (1 - inner) * own + left.step * right.step * inner * (1 - inner) / all
    }
    let values = sides.map { side in
      ArmValue(
        value: side.inside.value, variance: side.inside.variance + max(0, common(side, side)),
        ownVariance: side.inside.ownVariance, degreesOfFreedom: side.inside.degreesOfFreedom)
    }
    let scaled = sides.map { $0.gradient.map { inner * $0 } }
    let between = means.shared?[zero][one].bilinear(scaled[0], scaled[1]) ?? 0
    let others = outside > 0 ? Double(rest.count - 1) : .infinity
    evidence = try NormalEvidence(
      control: values[0], variant: values[1], covariance: between + common(sides[0], sides[1]),
      freedom: .perPart(
        shared: min(others, means.shared == nil ? .infinity : means.sharedDegreesOfFreedom),
        limit: means.shared == nil ? .infinity : means.degreesOfFreedomLimit))
  }

  /// One variant over all exposed units.
  private struct Side {
    /// g_a.
    let gradient: [Double]
    /// g_a'd_a.
    let step: Double
    /// h(M_a) with the variance that the triggered units make.
    let inside: ArmValue
  }

  /// The diluted effect as an estimate, of which intervals are questions.
  package var estimate: Estimate {
    Estimate(
      method: "dilution", counts: (0, 0), control: .success(.normal(evidence.control)),
      variant: .success(.normal(evidence.variant)), evidence: .success(.normal(evidence)))
  }
}
