internal import Distributions

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

extension FunnelDecomposition {
  /// How far the intervals of all steps must reach to hold at once.
  package struct SimultaneousCriticalValue: Sendable, Equatable {
    package enum Basis: String, Sendable, Equatable {
      /// The distribution of the most extreme of the correlated statistics.
      case maxT = "max-t"
      /// The value that would hold if the steps were independent, which no correlation exceeds.
      case sidak
    }

    package let basis: Basis
    package let criticalValue: Double
  }

  /// The critical value of two-sided intervals of all steps that hold together with probability 1 − α.
  ///
  /// Steps at which no unit stopped have no interval and do not count.
  ///
  /// - Precondition: 0 < α < 1/2.
  /// - Throws: `noVariation` where no step has an interval; `numericallyUnreliable` when a quadrature did not converge.
  /// - Note: Z. Šidák (1967), *JASA* 62, 626-633; Methods/funnels, "Simultaneous intervals".
  package func simultaneousCriticalValue(alpha: Double) throws(NotEstimable) -> SimultaneousCriticalValue {
    let uncertain = steps.indices.filter { steps[$0].variance > 0 }
    guard !uncertain.isEmpty else { throw .noVariation }
    // The smallest is the careful choice.
    let freedom = uncertain.map { steps[$0].degreesOfFreedom }.min() ?? .infinity
    let correlation = SymmetricMatrix(dimension: uncertain.count) { i, j in
      let (left, right) = (uncertain[i], uncertain[j])
      // Steps that mirror each other come out beyond 1 by rounding.
      let ratio = covariance[left, right] / (steps[left].standardError * steps[right].standardError)
      return i == j ? 1 : min(max(ratio, -1), 1)
    }
    if let joint = Dunnett(correlation: correlation, degreesOfFreedom: freedom) {
      return SimultaneousCriticalValue(
        basis: .maxT, criticalValue: try joint.criticalValue(alpha: alpha, alternative: .twoSided))
    }
    let each = -expm1(log1p(-alpha) / Double(uncertain.count))
    return SimultaneousCriticalValue(
      basis: .sidak, criticalValue: StudentT(degreesOfFreedom: freedom).quantile(upperTail: each / 2))
  }

  /// A step's part of the total: s_j = ℓ_j/ℓ_total, with its standard error by the delta method.
  package struct Share: Sendable, Equatable {
    package let value: Double
    package let standardError: Double
  }

  /// The share of each step; nil where the total does not differ from 0 at the boundary, as a share of nothing has no
  /// meaning.
  ///
  /// Shares may be negative or exceed 1: a step may work against the total.
  package func shares(_ boundary: any Boundary) -> [Share]? {
    guard total.variance > 0 else { return nil }
    let c = boundary.criticalValue(degreesOfFreedom: total.degreesOfFreedom, variance: total.variance)
    guard abs(total.logRatio) >= c * total.standardError else { return nil }
    return uncheckedShares
  }

  /// The shares whether or not they mean something.
  var uncheckedShares: [Share] {
    steps.indices.map { j in
      let share = steps[j].logRatio / total.logRatio
      let withTotal = steps.indices.reduce(0) { $0 + covariance[j, $1] }
      let square = steps[j].variance - 2 * share * withTotal + share * share * total.variance
      return Share(value: share, standardError: max(0, square).squareRoot() / abs(total.logRatio))
    }
  }
}
