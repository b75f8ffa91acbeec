extension Evidence {
  /// How much is known on the scale of an interval, for boundaries that depend on it.
  ///
  /// It is the variance of the estimate, not that of a null value, and so the same along an interval: then the interval
  /// holds exactly the null values that are not rejected. Infinite where there is none.
  func variance(on estimand: Estimand) -> Double {
    let variance: Double? =
      switch self {
      case .normal(let evidence): evidence.variance(on: estimand)
      case .pooledShape(let pivot): pivot.values.variance(on: estimand)
      case .scoreCounts(let counts): counts.variance(on: estimand)
      case .woodruff(let evidence): evidence.symmetric?.variance(on: estimand)
      case .doses(let evidence): evidence.values.variance(on: estimand)
      case .difference: nil
      case .replicates(let evidence): evidence.observed.variance(on: estimand)
      }
    return variance.flatMap { $0.isFinite ? $0 : nil } ?? .infinity
  }

  /// How much is known on the scale of a test: odds have a scale of their own, whatever row they stand in.
  func variance(of null: NullValue, on estimand: Estimand) -> Double {
    if case .oddsRatio = null { return variance(on: .oddsRatio) }
    return variance(on: estimand)
  }
}

extension NormalEvidence {
  /// The variance of the difference, of the ratio on its chart, or of the logarithm of the odds ratio; nil where the
  /// scale has none.
  fileprivate func variance(on estimand: Estimand) -> Double? {
    switch (estimand, ratioChart) {
    case (.absolute, _): variance(r: 1)
    case (.relative, .contrast): ratioVariance
    case (.relative, .logarithm): (try? LogRatio(self))?.variance
    case (.oddsRatio, _): (try? LogOddsRatio(self))?.variance
    }
  }
}

extension ScoreCounts {
  /// The unrestricted variance with half a success and half a failure more in each variant, so that it is above 0 and
  /// finite wherever trials ended.
  func variance(on estimand: Estimand) -> Double {
    let (more0, more1) = (n0 + 1, n1 + 1)
    let (zero, one) = ((x0 + 0.5) / more0, (x1 + 0.5) / more1)
    let (spread0, spread1) = (zero * (1 - zero) / more0, one * (1 - one) / more1)
    let ratio = one / zero
    let unadjusted =
      switch estimand {
      case .absolute: spread0 + spread1
      case .relative: (spread1 + ratio * ratio * spread0) / (zero * zero)
      case .oddsRatio: 1 / (more0 * zero * (1 - zero)) + 1 / (more1 * one * (1 - one))
      }
    return unadjusted * (adjustment?.remaining ?? 1)
  }
}
