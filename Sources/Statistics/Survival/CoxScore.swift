internal import Distributions

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// The slope of Cox's partial likelihood and its information at any ln HR.
///
/// Where one variant had no event the hazard ratio has no estimate, but its score still rejects ratios: the interval is open
/// on one side.
package struct CoxScore: Sendable {
  private let sets: [RiskSet]
  let peto: Double

  /// - Throws: `emptyArm`, and `noVariation` where no event happened while both variants were at risk.
  package init(strata: [(control: EventTable, variant: EventTable)]) throws(NotEstimable) {
    peto = try LogRank(strata: strata).petoLogHazardRatio
    sets = strata.flatMap { RiskSet.all(control: $0.control, variant: $0.variant) }
      .filter { $0.variantAtRisk > 0 && $0.variantAtRisk < $0.atRisk }
  }

  private var variantEvents: Int { sets.reduce(0) { $0 + $1.variantEvents } }
  private var controlEvents: Int { sets.reduce(0) { $0 + $1.events - $1.variantEvents } }

  /// Whether both variants had events while both were at risk: only then does the likelihood fall on both sides.
  var hasMaximum: Bool { variantEvents > 0 && controlEvents > 0 }

  /// What the events of one time differ by from those expected: one of the terms of the score.
  struct Residual {
    let time: Double
    let events: Int
    /// u = d₁ less its expectation.
    let value: Double
    /// v, its part of the information.
    let variance: Double
  }

  /// Score and information at β.
  func at(_ beta: Double) -> (score: Double, information: Double) {
    residuals(at: beta).reduce((0, 0)) { ($0.0 + $1.value, $0.1 + $1.variance) }
  }

  /// The terms of the score, in the order of the strata: of d tied events the l-th has l/d of the events taken out of those at risk.
  func residuals(at beta: Double) -> [Residual] {
    sets.map { set in
      let (d, d1) = (Double(set.events), Double(set.variantEvents))
      let (y0, y1) = (Double(set.atRisk - set.variantAtRisk), Double(set.variantAtRisk))
      var (value, variance) = (0.0, 0.0)
      for tied in 0..<set.events {
        let gone = Double(tied) / d
        let odds = (y1 - gone * d1) / (y0 - gone * (d - d1)) * exp(beta)
        // The variant's and the control's share of the hazard, each with all its digits where it is small.
        let (share, rest) = (odds / (1 + odds), 1 / (1 + odds))
        value += d1 / d * rest - (d - d1) / d * share
        variance += share * rest
      }
      return Residual(time: set.time, events: set.events, value: value, variance: variance)
    }
  }

  /// The hazard ratios that the score test U(β)/√I(β) does not reject; 0 or infinite on the side of a variant without events.
  ///
  /// - Throws: `numericallyUnreliable` where a limit is beyond e^±`reach`.
  package func interval(_ boundary: any Boundary) throws(NotEstimable) -> Interval {
    let c = boundary.criticalValue(degreesOfFreedom: .infinity, variance: 1 / at(peto).information)
    let lower = variantEvents > 0 ? try limit(c) : 0
    let upper = controlEvents > 0 ? try limit(-c) : .infinity
    return Interval(lower, upper)
  }

  private static let reach = 50.0

  /// The β whose score test has the value c; the test falls with β as far as `bracket` reaches.
  private func limit(_ c: Double) throws(NotEstimable) -> Double {
    let bracket = (peto - Self.reach)...(peto + Self.reach)
    let root = Root.brent(in: bracket) { beta in
      let (score, information) = at(beta)
      return score - c * information.squareRoot()
    }
    guard let root else { throw .numericallyUnreliable }
    return exp(root)
  }
}
