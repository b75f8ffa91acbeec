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
    case .linear(let r, delta: 0): guard r > 0 else { throw .liftUndefined }
    case .linear(_, let delta): guard abs(delta) < 1 else { throw .boundary }
    case .oddsRatio(let omega): guard omega > 0 else { throw .boundary }
    }
    return try nearest(to: null).distance
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

  /// Rounds after which coefficients that do not settle are given up, and what counts as settled, in standard errors.
  private static let mostRounds = 300
  /// Rounds after which steps are halved, for two linearizations may each lead to the other.
  private static let undamped = 30
  private static let tolerance = 1e-12

  /// The coefficients of a null value that are nearest to the fitted ones, from one linearization to the next.
  private func nearest(to null: NullValue) throws(NotEstimable) -> (distance: Double, coefficients: [Double]) {
    var (coefficients, last) = (curve.fitted, Double.nan)
    for round in 0..<Self.mostRounds {
      let (value, gradient) = try constraint(null, coefficients)
      let variance = curve.covariance(gradient, gradient)
      guard variance > 0 else { throw .noVariation }
      let gap = value + zip(gradient, zip(curve.fitted, coefficients)).reduce(0) { $0 + $1.0 * ($1.1.0 - $1.1.1) }
      let distance = gap / variance.squareRoot()
      guard distance.isFinite else { throw .numericallyUnreliable }
      if abs(distance - last) <= Self.tolerance * max(1, abs(distance)) { return (distance, coefficients) }
      last = distance
      let direction = curve.covarianceTimes(gradient)
      let step = round < Self.undamped ? 1 : 0.5
      coefficients = curve.fitted.indices.map { index in
        let projected = curve.fitted[index] - direction[index] * gap / variance
        return step == 1 ? projected : coefficients[index] + step * (projected - coefficients[index])
      }
    }
    throw .numericallyUnreliable
  }

  /// What is 0 for coefficients of the null value, with its gradient.
  private func constraint(
    _ null: NullValue, _ coefficients: [Double]
  ) throws(NotEstimable) -> (value: Double, gradient: [Double]) {
    let (zero, one) = (try curve.gradient(from, coefficients), try curve.gradient(to, coefficients))
    let (p0, p1) = (zero.value, one.value)
    func gradient(_ ofZero: Double, _ ofOne: Double) -> [Double] {
      zip(zero.gradient, one.gradient).map { ofZero * $0 + ofOne * $1 }
    }
    switch null {
    // On the logarithm, which is closer to a line.
    case .linear(let r, delta: 0): return (log(p1 / p0) - log(r), gradient(-1 / p0, 1 / p1))
    case .linear(let r, let delta): return (p1 - r * p0 - delta, gradient(-r, 1))
    case .oddsRatio(let omega):
      let (w0, w1) = (1 / (p0 * (1 - p0)), 1 / (p1 * (1 - p1)))
      return (log(p1 / (1 - p1)) - log(p0 / (1 - p0)) - log(omega), gradient(-w0, w1))
    }
  }

  /// The null values on a scale that are not rejected; differences, ratios and odds ratios.
  ///
  /// - Throws: what `statistic` throws.
  func interval(on estimand: Estimand, _ boundary: any Boundary, variance: Double) throws(NotEstimable) -> Interval {
    let c = boundary.criticalValue(degreesOfFreedom: degreesOfFreedom, variance: variance)
    let (p0, p1) = (values.control.value, values.variant.value)
    guard p0 > 0, p0 < 1, p1 > 0, p1 < 1 else { throw .boundary }
    switch estimand {
    case .absolute:
      return try interval(p1 - p0, values.variance(r: 1).squareRoot(), c, within: -1...1) { .linear(r: 1, delta: $0) }
    case .relative:
      let limits = try interval(log(p1 / p0), try LogRatio(values).standardError, c) { .linear(r: exp($0), delta: 0) }
      return Interval(expm1(limits.lower), expm1(limits.upper))
    case .oddsRatio:
      let odds = try LogOddsRatio(values)
      let limits = try interval(odds.estimate, odds.standardError, c) { .oddsRatio(exp($0)) }
      return Interval(exp(limits.lower), exp(limits.upper))
    }
  }

  private func interval(
    _ center: Double, _ error: Double, _ c: Double, within range: ClosedRange<Double> = -.infinity ... .infinity,
    _ null: (Double) -> NullValue
  ) throws(NotEstimable) -> Interval {
    let walk = try OutwardWalk(from: center, error: error)
    func excess(_ x: Double) -> Double { ((try? statistic(null(x))).map(abs) ?? .nan) - c }
    func crossing(_ end: Double) throws(NotEstimable) -> Double {
      let found = try walk.first(to: end) { inside, next throws(NotEstimable) -> Double? in
        if next == end, range.contains(end) { return end }
        let value = excess(next)
        guard value.isFinite else { throw .numericallyUnreliable }
        guard value >= 0 else { return nil }
        guard let root = Root.brent(in: min(inside, next)...max(inside, next), excess) else {
          throw .numericallyUnreliable
        }
        return root
      }
      guard let found else { throw .numericallyUnreliable }
      return found
    }
    return try Interval(from: try crossing(range.lowerBound), to: try crossing(range.upperBound))
  }
}
