internal import Distributions

/// The Cochran-Armitage test: whether the share of successes rises or falls with the dose.
///
/// T = Σ x_j(d_j − d̄), Var T = p̄(1 − p̄)·Σ n_j(d_j − d̄)² under the hypothesis that the share does not depend on the dose.
///
/// - Note: W. G. Cochran (1954), *Biometrics* 10, 417-451; P. Armitage (1955), *Biometrics* 11, 375-386;
///   Methods/dose-response, "Trend test".
package struct TrendTest: Sendable, Equatable {
  /// The trials at one dose.
  package struct Group: Sendable, Equatable {
    package let dose: Double
    package let trials: Int
    package let successes: Int

    /// - Precondition: 0 ≤ successes ≤ trials.
    package init(dose: Double, trials: Int, successes: Int) {
      precondition((0...trials).contains(successes))
      self.dose = dose
      self.trials = trials
      self.successes = successes
    }
  }

  /// z = T/√Var T; positive where the share rises with the dose.
  package let statistic: Double
  /// T/Σ n_j(d_j − d̄)²: by how much the share changes per unit of the dose, by least squares.
  package let slope: Double
  /// The standard error of the slope under the hypothesis.
  package let standardError: Double
  package let trials: Int

  /// - Throws: `emptyArm` without trials; `noVariation` where all trials ended alike; `collinear` where all have one dose;
  ///   `numericallyUnreliable` for doses that are not finite.
  package init(_ groups: [Group]) throws(NotEstimable) {
    trials = groups.reduce(0) { $0 + $1.trials }
    guard trials > 0 else { throw .emptyArm }
    guard groups.allSatisfy({ $0.dose.isFinite }) else { throw .numericallyUnreliable }
    let (n, x) = (Double(trials), Double(groups.reduce(0) { $0 + $1.successes }))
    guard x > 0, x < n else { throw .noVariation }
    // From the first dose, so that doses far from zero keep their digits.
    let origin = groups[0].dose
    let center = groups.reduce(0) { $0 + Double($1.trials) / n * ($1.dose - origin) }
    let spread = groups.reduce(0) { sum, group in
      let gap = group.dose - origin - center
      return sum + Double(group.trials) * gap * gap
    }
    guard spread > 0 else { throw .collinear }
    // Σ (d_j − d̄) n_j is 0, so that the expected successes may be left in, which keeps the digits of small effects.
    let total = groups.reduce(0) {
      $0 + (Double($1.successes) - Double($1.trials) * (x / n)) * ($1.dose - origin - center)
    }
    slope = total / spread
    standardError = (x / n * ((n - x) / n) / spread).squareRoot()
    statistic = slope / standardError
    guard statistic.isFinite, slope.isFinite else { throw .numericallyUnreliable }
  }

  package func pValue(_ alternative: Alternative, _ boundary: any Boundary) -> Double {
    boundary.pValue(statistic, alternative, degreesOfFreedom: .infinity, variance: standardError * standardError)
  }
}
