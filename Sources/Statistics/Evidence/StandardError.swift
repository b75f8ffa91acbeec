extension Estimate {
  /// The standard error on the scale of the estimand, by the delta method; nil where there is none.
  ///
  /// For counts this is the unrestricted one, which decides how many digits are worth printing; the test and the interval
  /// use the restricted variance of the null value.
  package func standardError(on estimand: Estimand) -> Double? {
    guard let normal, let value = try? value(on: estimand), let error = error(of: normal, value, estimand) else {
      return nil
    }
    return error.isFinite && error > 0 ? error : nil
  }

  private func error(of normal: NormalEvidence, _ value: Double, _ estimand: Estimand) -> Double? {
    switch estimand {
    case .absolute: return normal.variance(r: 1).squareRoot()
    case .relative:
      let ratio = normal.variant.value / normal.control.value
      return normal.variance(r: ratio).squareRoot() / abs(normal.control.value)
    case .oddsRatio: return (try? LogOddsRatio(normal)).map { $0.standardError * value }
    }
  }

  private var normal: NormalEvidence? {
    switch evidence {
    case .success(.normal(let normal)): normal
    case .success(.pooledShape(let pivot)): pivot.values
    case .success(.scoreCounts(let counts)): counts.unrestricted
    case .success(.woodruff(let quantiles)): quantiles.symmetric
    case .success(.replicates(let replicates)): replicates.observed
    case .success(.doses(let doses)): doses.values
    case .success(.difference), .failure: nil
    }
  }
}

extension ScoreCounts {
  /// The two proportions with their unrestricted variances p(1 − p)/n, times what an adjustment leaves; nil when both are 0 or
  /// 1.
  fileprivate var unrestricted: NormalEvidence? {
    let remaining = adjustment?.remaining ?? 1
    return try? NormalEvidence(
      control: ArmValue(
        value: controlValue, variance: p0 * (1 - p0) / n0 * remaining, degreesOfFreedom: .infinity),
      variant: ArmValue(
        value: variantValue, variance: p1 * (1 - p1) / n1 * remaining, degreesOfFreedom: .infinity))
  }
}

extension WoodruffEvidence {
  /// The two quantiles with symmetric standard errors.
  package var symmetric: NormalEvidence? {
    func arm(_ arm: Arm) -> ArmValue {
      ArmValue(value: arm.value, variance: arm.standardError * arm.standardError, degreesOfFreedom: .infinity)
    }
    return try? NormalEvidence(
      control: arm(control), variant: arm(variant),
      covariance: correlation * control.standardError * variant.standardError)
  }
}
