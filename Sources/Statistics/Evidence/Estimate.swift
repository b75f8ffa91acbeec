/// The comparison of one variant with the control: facts, of which intervals and p-values are questions.
///
/// Both come from the same Z, so a p-value and an interval never disagree (Methods/contrasts, "Exactness rule").
package struct Estimate: Sendable, Equatable {
  /// The key of the estimator that made it.
  package let method: String
  /// Units per variant.
  package let counts: (control: Int, variant: Int)
  /// What is known about each variant alone, or why nothing is.
  package let control: Result<ArmEvidence, NotEstimable>
  package let variant: Result<ArmEvidence, NotEstimable>
  /// The comparison, or why there is none although the values may be known.
  package let evidence: Result<Evidence, NotEstimable>
  /// A variant that rests on too few units for a verdict; nil where none does.
  package let thinArm: ThinArm?
  /// What covariates and strata took part; nil where none did.
  package let adjustment: Adjustment?
  /// Warnings that hold at every level.
  package let warnings: [EstimateWarning]

  package init(
    method: String, counts: (control: Int, variant: Int), control: Result<ArmEvidence, NotEstimable>,
    variant: Result<ArmEvidence, NotEstimable>, evidence: Result<Evidence, NotEstimable>,
    thinArm: ThinArm? = nil, adjustment: Adjustment? = nil, warnings: [EstimateWarning] = []
  ) {
    self.method = method
    self.counts = counts
    self.control = control
    self.variant = variant
    self.evidence = evidence
    self.thinArm = thinArm
    self.adjustment = adjustment
    self.warnings = warnings
  }

  package static func == (left: Estimate, right: Estimate) -> Bool {
    left.method == right.method && left.counts == right.counts && left.control == right.control
      && left.variant == right.variant && left.evidence == right.evidence && left.thinArm == right.thinArm
      && left.adjustment == right.adjustment && left.warnings == right.warnings
  }

  /// The estimate with one warning more.
  package func warning(of warning: EstimateWarning) -> Estimate {
    Estimate(
      method: method, counts: counts, control: control, variant: variant, evidence: evidence, thinArm: thinArm,
      adjustment: adjustment, warnings: warnings + [warning])
  }
}

/// What took part in an adjustment, after what could not was left out.
package struct Adjustment: Sendable, Equatable {
  package let covariates: Int
  package let slopes: SlopeRule
  package let strata: Int
}

/// A test of one null value.
package struct TestResult: Sendable, Equatable {
  /// nil for an exact test, which orders tables instead.
  package let statistic: Double?
  /// Infinite for a normal statistic.
  package let degreesOfFreedom: Double
  package let pValue: Double
}

extension Estimate {
  /// The estimate on a scale.
  ///
  /// - Throws: the reason why a variant has no value, or why the scale has none.
  package func value(on estimand: Estimand) throws(NotEstimable) -> Double {
    let (control, variant) = (try control.get(), try variant.get())
    let (zero, one) = (control.value, variant.value)
    let difference = (one - zero) + (variant.remainder - control.remainder)
    let value: Double
    switch estimand {
    case .absolute: value = difference
    case .relative:
      guard zero != 0 else { throw .liftUndefined }
      value = difference / abs(zero)
    case .oddsRatio:
      guard zero > 0, zero < 1, one >= 0, one < 1 else { throw .boundary }
      value = one / (1 - one) / (zero / (1 - zero))
    }
    guard value.isFinite else { throw .numericallyUnreliable }
    return value
  }

  /// The null values that `boundary` does not reject; on the side that is not tested the interval is open.
  ///
  /// - Throws: the reason why there is no interval.
  package func interval(
    on estimand: Estimand, alternative: Alternative, _ boundary: any Boundary
  ) throws(NotEstimable) -> Interval {
    let evidence = try compared()
    let both = try evidence.interval(on: estimand, boundary)
    switch alternative {
    case .twoSided: return both
    case .greater: return Interval(both.lower, .infinity)
    case .less: return Interval(lowest(on: estimand), both.upper)
    }
  }

  /// The evidence where denominators are strong enough; a weak one is the better reason for a missing spread.
  private func compared() throws(NotEstimable) -> Evidence {
    if case .failure(let reason) = evidence, reason != .oneArmConstant { throw reason }
    try checkDenominators()
    return try evidence.get()
  }

  /// The test of one null value.
  ///
  /// `estimand` is the scale whose interval the test belongs to, which matters to ratios that are read on the logarithm.
  /// `boundary` turns the statistic into the p-value.
  package func test(
    _ null: NullValue, on estimand: Estimand = .absolute, alternative: Alternative, _ boundary: any Boundary
  ) throws(NotEstimable) -> TestResult {
    try compared().test(null, on: estimand, alternative: alternative, boundary)
  }

  /// All warnings of a row whose interval has this boundary.
  package func warnings(on estimand: Estimand, _ boundary: any Boundary) -> [EstimateWarning] {
    var all = warnings
    if denominatorWeaknesses(boundary).contains(where: { $0 > ArmEvidence.weak }) { all.append(.denominatorWeak) }
    if estimand == .relative, let zero = try? control.get().value, zero < 0 { all.append(.negativeControl) }
    return all
  }

  private func denominatorWeaknesses(_ boundary: any Boundary) -> [Double] {
    [control, variant].compactMap { try? $0.get().denominatorWeakness(boundary) }
  }

  private func checkDenominators() throws(NotEstimable) {
    for arm in [control, variant] where (try? arm.get().hasZeroDenominator) ?? false { throw .denominatorZero }
  }

  /// The least value that the scale has: nothing lies below a lift of −1 of a proportion, or an odds ratio of 0.
  private func lowest(on estimand: Estimand) -> Double {
    switch (estimand, evidence) {
    case (.oddsRatio, _): 0
    case (.relative, .success(.scoreCounts)), (.relative, .success(.difference(.events))): -1
    case (.absolute, .success(.scoreCounts)): -1
    case (.relative, .success(.pooledShape(let pivot))) where pivot.isNonNegative: -1
    case (.relative, .success(.doses)), (.absolute, .success(.doses)): -1
    case (.relative, .success(.replicates(let own))) where own.nullRatio.isNonNegative: -1
    case (.relative, _), (.absolute, _): -.infinity
    }
  }
}
