internal import Distributions

/// The test that two variants have the same chance of the event at every time.
///
/// U = O₁ − E₁ over all times, E = Σ d Y₁/Y, V = Σ d (Y₁/Y)(Y₀/Y)(Y − d)/(Y − 1); strata add up.
///
/// - Note: N. Mantel (1966), *Cancer Chemotherapy Reports* 50, 163-170; R. Peto, J. Peto (1972), *JRSS A* 135, 185-207;
///   Methods/time-to-event, "Log-rank test".
package struct LogRank: Sendable, Equatable {
  /// O₁ and E₁: events of the variant, and those expected of it.
  package let observed: Int
  package let expected: Double
  /// Var(O₁ − E₁) under the hypothesis.
  package let variance: Double

  /// - Throws: `emptyArm` when a variant has no rows; `noVariation` where no event happened while both were at risk.
  package init(control: EventTable, variant: EventTable) throws(NotEstimable) {
    try self.init(strata: [(control, variant)])
  }

  package init(strata: [(control: EventTable, variant: EventTable)]) throws(NotEstimable) {
    guard strata.contains(where: { $0.control.count > 0 }), strata.contains(where: { $0.variant.count > 0 }) else {
      throw .emptyArm
    }
    var (observed, expected, variance) = (0, 0.0, 0.0)
    for stratum in strata {
      for moment in RiskSet.all(control: stratum.control, variant: stratum.variant) {
        let (y, y1, d) = (Double(moment.atRisk), Double(moment.variantAtRisk), Double(moment.events))
        observed += moment.variantEvents
        expected += d * (y1 / y)
        if moment.atRisk > 1 { variance += d * (y1 / y) * ((y - y1) / y) * ((y - d) / (y - 1)) }
      }
    }
    guard variance > 0 else { throw .noVariation }
    (self.observed, self.expected, self.variance) = (observed, expected, variance)
  }

  /// z = U/√V; positive where the variant has more events than expected.
  package var statistic: Double { (Double(observed) - expected) / variance.squareRoot() }
  package var chiSquared: Double { statistic * statistic }

  package func pValue(_ alternative: Alternative, _ boundary: any Boundary) -> Double {
    // V is the information of the logarithm of the hazard ratio at 0.
    boundary.pValue(statistic, alternative, degreesOfFreedom: .infinity, variance: 1 / variance)
  }

  /// (O − E)/V, Peto's logarithm of the hazard ratio: good near 1, and where Newton's steps begin.
  package var petoLogHazardRatio: Double { (Double(observed) - expected) / variance }
}

/// The rows at risk at a time at which an event happened to some.
struct RiskSet {
  let time: Double
  let atRisk: Int
  let variantAtRisk: Int
  let events: Int
  let variantEvents: Int

  static func all(control: EventTable, variant: EventTable) -> [RiskSet] {
    var (sets, i, j): ([RiskSet], Int, Int) = ([], 0, 0)
    let (zero, one) = (control.entries, variant.entries)
    while i < zero.count || j < one.count {
      let time = min(i < zero.count ? zero[i].time : .infinity, j < one.count ? one[j].time : .infinity)
      let (hasZero, hasOne) = (i < zero.count && zero[i].time == time, j < one.count && one[j].time == time)
      let (y0, y1) = (i < zero.count ? control.atRisk[i] : 0, j < one.count ? variant.atRisk[j] : 0)
      let (d0, d1) = (hasZero ? zero[i].events : 0, hasOne ? one[j].events : 0)
      if d0 + d1 > 0 {
        sets.append(
          RiskSet(time: time, atRisk: y0 + y1, variantAtRisk: y1, events: d0 + d1, variantEvents: d1))
      }
      if hasZero { i += 1 }
      if hasOne { j += 1 }
    }
    return sets
  }
}
