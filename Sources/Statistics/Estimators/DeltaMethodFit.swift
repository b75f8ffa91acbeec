/// The adjusted means of all variants as values of a functional, each with its variance: the delta method, written once.
struct DeltaMethodFit {
  let joint: JointValues
  /// What became of covariates and strata.
  let notes: [EstimateWarning]
  let adjustment: Adjustment?

  private let functional: Functional
  /// The adjusted means of the arms that have a variance, with their positions; nil where there are none.
  private let means: (of: AdjustedMeans, arms: [Int])?

  /// Covariates that took part.
  var covariates: Int { adjustment?.covariates ?? 0 }

  init(_ method: DeltaMethod, _ moments: StratifiedMoments) {
    functional = method.functional
    let counts = moments.arms.map { arm in moments.cells[arm].reduce(0) { $0 + $1.count } }
    let able = Self.able(moments)
    let adjusted: Result<AdjustedMeans, NotEstimable> = Result { () throws(NotEstimable) in
      guard !able.isEmpty else { throw .tooFew }
      return try AdjustedMeans(moments.keeping(arms: able), method.settings)
    }
    let means = try? adjusted.get()
    notes = means?.notes ?? []
    self.means = means.map { ($0, able) }
    adjustment = means.flatMap { means in
      means.covariates == 0 && means.strata == 1
        ? nil : Adjustment(covariates: means.covariates, slopes: means.slopes, strata: means.strata)
    }
    var (arms, values): ([Result<ArmEvidence, NotEstimable>], [Result<ArmValue, NotEstimable>]) = ([], [])
    for arm in moments.arms {
      guard let position = able.firstIndex(of: arm), let means else {
        let alone = Self.alone(functional, moments.pooled(arm).leading(moments.outcomes))
        arms.append(alone)
        values.append(
          .failure(Self.reason(alone) ?? Self.reason(adjusted.map { _ in alone }) ?? .tooFew))
        continue
      }
      let raw = moments.pooled(arm).leading(moments.outcomes)
      let evidence = Self.evidence(method, means, position, raw)
      arms.append(evidence.map(\.arm))
      values.append(evidence.map(\.value))
    }
    joint = JointValues(
      arms: arms, counts: counts, values: values, covariances: Self.covariances(functional, means, able, counts.count),
      freedom: means.map { .perPart(shared: $0.sharedDegreesOfFreedom, limit: $0.degreesOfFreedomLimit) }
        ?? .independent)
  }

  /// The shape of what each unit of an arm adds to its value: from its moments, or with covariates from what was seen of the units.
  func shape(of arm: Int, _ moments: StratifiedMoments) -> ArmShape? {
    guard let means, let position = means.arms.firstIndex(of: arm) else { return nil }
    let raw = moments.pooled(arm).leading(functional.dimension)
    // Slopes that arms share give a constant one a spread that says nothing of it.
    guard !ConstantArm.isConstant(raw, functional) else { return ArmShape(constant: Double(raw.count)) }
    if let shapes = moments.shapes { return shapes[arm] }
    guard means.of.covariates == 0 else { return nil }
    guard means.of.strata > 1 else { return ArmShape(raw, functional) }
    let fit = means.of.fit
    let n = fit.moments.strata.reduce(0) { $0 + Double(fit[position, $1].count) }
    return ArmShape(
      strata: fit.moments.strata.map { stratum in
        (fit.moments.cells[position][stratum], fit.shares[stratum] * n / Double(fit[position, stratum].count))
      }, functional, at: means.of.means[position])
  }

  /// The arms that have a variance of their own; another must not take the others' from them.
  static func able(_ moments: StratifiedMoments) -> [Int] {
    moments.arms.filter { arm in
      moments.cells[arm].reduce(0) { $0 + $1.count } > 1
        && moments.cells[arm].allSatisfy { $0.mean.allSatisfy(\.isFinite) }
    }
  }

  private static func reason<Success>(_ result: Result<Success, NotEstimable>) -> NotEstimable? {
    if case .failure(let reason) = result { reason } else { nil }
  }

  /// A point value without a variance.
  private static func alone(_ functional: Functional, _ cell: Moments) -> Result<ArmEvidence, NotEstimable> {
    Result { () throws(NotEstimable) in
      guard cell.count > 0 else { throw .emptyArm }
      guard cell.mean.allSatisfy(\.isFinite) else { throw .numericallyUnreliable }
      let theta = try functional.value(at: cell.mean)
      guard theta == 0 || safe.contains(abs(theta)) else { throw .numericallyUnreliable }
      return .normal(ArmValue(value: theta, variance: 0, degreesOfFreedom: 1))
    }
  }

  private static func evidence(
    _ method: DeltaMethod, _ means: AdjustedMeans, _ arm: Int, _ raw: Moments
  ) -> Result<(arm: ArmEvidence, value: ArmValue), NotEstimable> {
    Result { () throws(NotEstimable) in
      let (functional, mean) = (method.functional, means.means[arm])
      let theta = try functional.value(at: mean)
      let gradient = try functional.gradient(at: mean)
      var value = try self.value(means, arm, theta, gradient)
      if method.row == .unit, !method.isProbability {
        value = value.counting(EffectiveUnits.count(raw, functional), of: raw.count)
      }
      switch functional {
      case _ where method.isProbability:
        let n = Double(raw.count)
        // What clusters hold, or the rows themselves.
        let units = functional == .ratio ? n * raw.mean[1] : n
        return (.probability(value, successes: try functional.value(at: raw.mean) * n, trials: n, units: units), value)
      case .mean:
        // What is adjusted has no more digits than its slopes.
        let isPlain = means.covariates == 0 && means.strata == 1
        value = value.with(remainder: isPlain ? raw.remainder?[0] ?? 0 : 0)
        return (.normal(value), value)
      case .ratio:
        let (numerator, denominator) = (
          try self.value(means, arm, mean[0], [1, 0]), try self.value(means, arm, mean[1], [0, 1])
        )
        let own = means.own[arm].reduce(0) { $0 + $1.weight * $1.residuals[0, 1] / $1.divisor }
        let between = own + (means.shared?[arm][arm][0, 1] ?? 0)
        return (
          .ratio(value, numerator: numerator, denominator: denominator, covariance: between), value
        )
      }
    }
  }

  /// Magnitudes whose squares, and products of two squares, are doubles: intervals and degrees of freedom form these.
  private static let safe = 1e-70...1e70
  /// The share of the terms that cancel in a quadratic form below which its value is rounding.
  private static let rounding = 1e-14

  /// Two rows have one degree of freedom less the slopes' share, which is at most a fifth: what is lower is rounding.
  private static let leastFreedom = 0.5

  /// - Throws: `numericallyUnreliable` where the arithmetic on the value would overflow or underflow.
  static func value(
    _ means: AdjustedMeans, _ arm: Int, _ theta: Double, _ gradient: [Double]
  ) throws(NotEstimable) -> ArmValue {
    var (own, square) = (0.0, 0.0)
    for part in means.own[arm] {
      let form = part.residuals.bilinear(gradient, gradient)
      // Rounding leaves a residue where every unit has the same ratio, or lies on the line; below it lies no information.
      let cancels = gradient.count > 1 || means.covariates > 0
      let terms = cancels ? gradient.indices.reduce(0) { $0 + gradient[$1] * gradient[$1] * part.raw[$1, $1] } : 0
      guard form.isFinite else { throw .numericallyUnreliable }
      let variance = form > terms * rounding ? part.weight * form / part.divisor : 0
      own += variance
      square += variance * variance / part.degreesOfFreedom
    }
    let total = max(0, own + (means.shared?[arm][arm].bilinear(gradient, gradient) ?? 0))
    guard total.isFinite, abs(theta) <= safe.upperBound,
      total == 0 ? theta == 0 || safe.contains(abs(theta)) : safe.contains(total.squareRoot())
    else { throw .numericallyUnreliable }
    // One part is its own degrees of freedom, to the last digit.
    let freedom = means.own[arm].count == 1 ? means.own[arm][0].degreesOfFreedom : square > 0 ? own * own / square : 1
    return ArmValue(value: theta, variance: total, ownVariance: own, degreesOfFreedom: max(leastFreedom, freedom))
  }

  private static func covariances(
    _ functional: Functional, _ means: AdjustedMeans?, _ able: [Int], _ arms: Int
  ) -> [[Double]] {
    var all = Array(repeating: Array(repeating: 0.0, count: arms), count: arms)
    guard let means, let shared = means.shared else { return all }
    let gradients = means.means.map { try? functional.gradient(at: $0) }
    for (i, a) in able.enumerated() {
      for (j, b) in able.enumerated() where i != j {
        guard let left = gradients[i], let right = gradients[j] else { continue }
        all[a][b] = shared[i][j].bilinear(left, right)
      }
    }
    return all
  }
}

extension ArmValue {
  /// The value of units that are worth only `effective` of them, in the divisor of the variance and as degrees of freedom.
  ///
  /// So few have no spread; the ratio is then refused for its denominator (`ArmEvidence.hasZeroDenominator`).
  fileprivate func counting(_ effective: Double, of units: Int) -> ArmValue {
    let n = Double(units)
    guard effective < n, effective > 1.5 else { return self }
    let own = ownVariance * (effective / (effective - 1) * (n - 1) / n)
    return ArmValue(
      value: value, variance: variance - ownVariance + own, ownVariance: own,
      degreesOfFreedom: min(degreesOfFreedom, effective - 1))
  }
}
