internal import Distributions

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// Two doses of a curve of log odds: one statistic for the difference, the ratio and the odds ratio of their outcomes.
///
/// A null value is a surface of coefficients, and the statistic is the distance of the fitted ones to it, in standard errors:
/// Z² = min (β̂ − β)'Σ⁻¹(β̂ − β), with the sign of the side. "No difference" is one surface on every scale, L'β = 0 with the
/// difference L of the terms, so that Z = L'β̂/√(L'ΣL), the contrast of the linear predictor, decides, and all intervals agree
/// about it.
///
/// - Note: R. F. Engle (1984), *Handbook of Econometrics* II, 775-826, section 7; Methods/dose-response, "Comparison of
///   doses".
package struct DoseEvidence: Sendable, Equatable {
  /// The two values with their covariance by the delta method.
  package let values: NormalEvidence
  private let curve: DoseCurve
  private let from: Double
  private let to: Double

  init(_ curve: DoseCurve, _ values: NormalEvidence, from: Double, to: Double) {
    (self.curve, self.values, self.from, self.to) = (curve, values, from, to)
  }

  package static func == (left: DoseEvidence, right: DoseEvidence) -> Bool {
    left.values == right.values && left.from == right.from && left.to == right.to
      && left.curve.coefficients == right.curve.coefficients && left.curve.covariance == right.curve.covariance
  }

  package var degreesOfFreedom: Double { curve.degreesOfFreedom }

  /// The signed distance to a null value.
  ///
  /// - Throws: `boundary` and `liftUndefined` for null values that no probabilities have; `numericallyUnreliable` where the
  ///   nearest coefficients are not found.
  package func statistic(_ null: NullValue) throws(NotEstimable) -> Double {
    switch null {
    case .linear(r: 1, delta: 0), .oddsRatio(1): return try linearPredictor
    case .linear(let r, delta: 0):
      guard r > 0 else { throw .liftUndefined }
      return try distance(to: log(r), on: .logRatio)
    case .linear(let r, let delta):
      guard abs(delta) < 1 else { throw .boundary }
      return try distance(to: delta, on: .difference(r: r))
    case .oddsRatio(let omega):
      guard omega > 0 else { throw .boundary }
      return try distance(to: log(omega), on: .logOddsRatio)
    }
  }

  /// The contrast of the linear predictor with its standard error.
  private var linearPredictor: Double {
    get throws(NotEstimable) {
      let contrast = curve.contrast(from: from, to: to)
      let variance = curve.covariance(contrast, contrast)
      guard variance > 0 else { throw .noVariation }
      return curve.linear(contrast) / variance.squareRoot()
    }
  }

  /// From the nearest coefficients at which the contrast has a value to the fitted ones, in standard errors.
  private func distance(to value: Double, on scale: DoseScale) throws(NotEstimable) -> Double {
    try settled(on: scale) { line in
      let distance = (line.fitted - value) / line.error
      return (distance, answer: distance, unit: 1)
    }
  }

  /// The null values on a scale that are not rejected; differences, ratios and odds ratios.
  ///
  /// They are the values of the contrast where (β̂ − β)'Σ⁻¹(β̂ − β) ≤ c²: an interval, from the least to the largest.
  ///
  /// - Throws: `boundary` where a fitted probability is 0 or 1; `numericallyUnreliable` where an end is not found.
  func interval(on estimand: Estimand, _ boundary: any Boundary, variance: Double) throws(NotEstimable) -> Interval {
    let c = boundary.criticalValue(degreesOfFreedom: degreesOfFreedom, variance: variance)
    let (p0, p1) = (values.control.value, values.variant.value)
    guard p0 > 0, p0 < 1, p1 > 0, p1 < 1 else { throw .boundary }
    switch estimand {
    case .absolute: return try interval(on: .difference(r: 1), c)
    case .relative:
      let limits = try interval(on: .logRatio, c)
      return Interval(expm1(limits.lower), expm1(limits.upper))
    case .oddsRatio:
      let limits = try interval(on: .logOddsRatio, c)
      return Interval(exp(limits.lower), exp(limits.upper))
    }
  }

  private func interval(on scale: DoseScale, _ c: Double) throws(NotEstimable) -> Interval {
    func end(_ distance: Double) throws(NotEstimable) -> Double {
      try settled(on: scale) { line in (distance, answer: line.fitted - distance * line.error, unit: line.error) }
    }
    return try Interval(from: end(c), to: end(-c))
  }

  /// A contrast as a linear function of the coefficients: its value at the fitted ones, and the standard error of that.
  private typealias Line = (fitted: Double, error: Double)

  /// Rounds after which an answer that does not settle is given up, and what counts as settled, in its unit.
  private static let mostRounds = 300
  /// Rounds after which steps are halved, for two linearizations may each lead to the other.
  private static let undamped = 30
  private static let tolerance = 1e-12

  /// The answer at coefficients β̂ − d·Σg/√(g'Σg), where the gradient g of the contrast is the one at these coefficients.
  ///
  /// - Parameter step: the distance d that a linearization asks for, in standard errors, and its answer.
  private func settled(
    on scale: DoseScale, _ step: (Line) -> (distance: Double, answer: Double, unit: Double)
  ) throws(NotEstimable) -> Double {
    let fitted = curve.fitted
    var (coefficients, last) = (fitted, Double.nan)
    for round in 0..<Self.mostRounds {
      let contrast = scale.contrast(try curve.gradient(from, coefficients), try curve.gradient(to, coefficients))
      let direction = curve.covarianceTimes(contrast.gradient)
      let variance = zip(direction, contrast.gradient).reduce(0) { $0 + $1.0 * $1.1 }
      guard variance > 0 else { throw .noVariation }
      let error = variance.squareRoot()
      let shift = fitted.indices.reduce(0) { $0 + contrast.gradient[$1] * (fitted[$1] - coefficients[$1]) }
      let (distance, answer, unit) = step((fitted: contrast.value + shift, error))
      guard answer.isFinite else { throw .numericallyUnreliable }
      if abs(answer - last) <= Self.tolerance * max(unit, abs(answer)) { return answer }
      last = answer
      let share = round < Self.undamped ? 1 : 0.5
      for index in fitted.indices {
        let next = fitted[index] - direction[index] * distance / error
        coefficients[index] = share == 1 ? next : coefficients[index] + share * (next - coefficients[index])
      }
    }
    throw .numericallyUnreliable
  }
}
