#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// The hazard ratio of two variants: Cox's partial likelihood with one binary covariate.
///
/// Tied events by Efron's approximation, strata with hazards of their own, Newton's steps from Peto's estimate. It means one
/// number only where the hazards are about proportional.
///
/// - Note: D. R. Cox (1972), *JRSS B* 34, 187-220; B. Efron (1977), *JASA* 72, 557-565;
///   Methods/time-to-event, "Hazard ratio".
package struct CoxRegression: Sendable, Equatable {
  /// β = ln HR of the variant against the control.
  package let logHazardRatio: Double
  /// 1/√information.
  package let standardError: Double

  private static let iterationLimit = 50
  /// Steps of β below which it has converged; the next one would be its square.
  private static let tolerance = 1e-9

  /// - Throws: `emptyArm`; `noVariation` where no event happened while both were at risk; `eventsOfOneVariant` where while both were at
  ///   risk events happened to one variant only, so that the hazard ratio is 0 or infinite (`CoxScore.interval` has the
  ///   limit on the other side).
  package init(strata: [(control: EventTable, variant: EventTable)]) throws(NotEstimable) {
    let score = try CoxScore(strata: strata)
    guard score.hasMaximum else { throw .eventsOfOneVariant }
    var beta = score.peto
    for _ in 0..<Self.iterationLimit {
      let (u, information) = score.at(beta)
      guard information > 0 else { throw .numericallyUnreliable }
      // A long step is cut, for the likelihood is flat far from its maximum.
      let step = min(2, max(-2, u / information))
      beta += step
      if abs(step) < Self.tolerance * max(1, abs(beta)) {
        let final = score.at(beta).information
        guard final > 0, final.isFinite else { throw .numericallyUnreliable }
        (logHazardRatio, standardError) = (beta, 1 / final.squareRoot())
        return
      }
    }
    throw .numericallyUnreliable
  }

  package init(control: EventTable, variant: EventTable) throws(NotEstimable) {
    try self.init(strata: [(control, variant)])
  }

  package var hazardRatio: Double { exp(logHazardRatio) }

  /// z at a hazard ratio.
  ///
  /// - Precondition: null > 0.
  package func statistic(_ null: Double = 1) -> Double { (logHazardRatio - log(null)) / standardError }

  package func pValue(_ alternative: Alternative, null: Double = 1, _ boundary: any Boundary) -> Double {
    boundary.pValue(
      statistic(null), alternative, degreesOfFreedom: .infinity, variance: standardError * standardError)
  }

  /// The hazard ratios that are not rejected.
  package func interval(_ boundary: any Boundary) throws(NotEstimable) -> Interval {
    let c = boundary.criticalValue(degreesOfFreedom: .infinity, variance: standardError * standardError)
    let half = c * standardError
    return try Interval(from: exp(logHazardRatio - half), to: exp(logHazardRatio + half))
  }
}
