#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// The logarithm of the odds of success as a linear function of terms, by maximum likelihood.
///
/// Newton's steps on weighted least squares, halved where the deviance would rise. Where the terms separate successes from
/// failures the likelihood has no maximum: steps then keep their size although the deviance settles, and no stand-in
/// number is given.
///
/// - Note: A. Albert, J. A. Anderson (1984), *Biometrika* 71, 1-10 (separation); Methods/dose-response.
package enum LogisticRegression {
  static let iterationLimit = 50
  private static let halvingLimit = 30
  /// Relative change of the deviance, and the largest change of log odds, below which the fit has converged.
  private static let devianceTolerance = 1e-10
  private static let stepTolerance = 1e-7

  /// - Precondition: sums are between 0 and counts.
  /// - Throws: `emptyArm`, `noVariation` where all trials ended alike, `separation`, `collinear` where the terms do not vary
  ///   enough for the model, `tooFew` with no more clusters than coefficients, `numericallyUnreliable`.
  package static func fit(_ rows: [RegressionRow], _ errors: RegressionErrors) throws(NotEstimable) -> RegressionFit {
    try rows.checked()
    precondition(rows.allSatisfy { (0...$0.count).contains($0.sum) })
    let (k, n, successes) = (rows[0].terms.count, rows.units, rows.reduce(0) { $0 + $1.sum })
    guard successes > 0, successes < n else { throw .noVariation }
    guard PivotedCholesky(rows.information(rows.map(\.count))).independent.count == k else { throw .collinear }
    var state = State(rows, [log(successes / (n - successes))] + Array(repeating: 0, count: k - 1))
    for _ in 0..<iterationLimit {
      // Probabilities of 0 and 1 leave no information in some direction.
      guard let step = state.newtonStep(rows) else { throw .separation }
      var next = State(rows, zip(state.coefficients, step).map(+))
      var (factor, halvings) = (1.0, 0)
      while !(next.deviance <= state.deviance + state.rounding), halvings < halvingLimit {
        (factor, halvings) = (factor / 2, halvings + 1)
        next = State(rows, zip(state.coefficients, step).map { $0 + factor * $1 })
      }
      let change = zip(state.logOdds, next.logOdds).reduce(0) { max($0, abs($1.0 - $1.1)) }
      let isSettled =
        abs(state.deviance - next.deviance) <= devianceTolerance * (abs(next.deviance) + 0.1) + next.rounding
      state = next
      if isSettled, change < stepTolerance { return try result(rows, state, errors) }
    }
    throw .separation
  }

  private static func result(
    _ rows: [RegressionRow], _ state: State, _ errors: RegressionErrors
  ) throws(NotEstimable) -> RegressionFit {
    guard let bread = state.inverseInformation(rows) else { throw .separation }
    let covariance = try Sandwich(bread: bread)
      .covariance(rows, fitted: state.fitted, weights: state.weights, errors)
    return try RegressionFit(
      coefficients: state.coefficients, covariance: covariance,
      degreesOfFreedom: errors == .clustered ? Double(rows.clusters - 1) : .infinity, deviance: max(0, state.deviance))
  }

  /// The fit at some coefficients.
  private struct State {
    let coefficients: [Double]
    let logOdds: [Double]
    let fitted: [Double]
    /// p(1 − p).
    let weights: [Double]
    let deviance: Double
    /// What the sum of the deviance may be off by.
    let rounding: Double

    init(_ rows: [RegressionRow], _ coefficients: [Double]) {
      self.coefficients = coefficients
      let logOdds = rows.map { $0.linear(coefficients) }
      self.logOdds = logOdds
      fitted = logOdds.map(expit)
      weights = logOdds.map { expit($0) * expit(-$0) }
      var (sum, size) = (0.0, 0.0)
      for (row, eta) in zip(rows, logOdds) {
        let likelihood = row.sum * eta - row.count * logOnePlusExp(eta)
        let best = entropy(row.sum, row.count) + entropy(row.count - row.sum, row.count)
        sum += 2 * (best - likelihood)
        size += abs(likelihood) + abs(best)
      }
      deviance = sum
      rounding = size * 8 * Double.ulpOfOne
    }

    func inverseInformation(_ rows: [RegressionRow]) -> Matrix? {
      let information = rows.information(zip(rows, weights).map { $0.count * $1 })
      guard PivotedCholesky(information).independent.count == coefficients.count else { return nil }
      return solve(information, .identity(coefficients.count))
    }

    func newtonStep(_ rows: [RegressionRow]) -> [Double]? {
      guard let inverse = inverseInformation(rows) else { return nil }
      var score = [Double](repeating: 0, count: coefficients.count)
      for (row, p) in zip(rows, fitted) {
        for index in score.indices { score[index] += (row.sum - row.count * p) * row.terms[index] }
      }
      let step = inverse * Matrix(column: score)
      return score.indices.map { step[$0, 0] }
    }
  }
}

/// 1/(1 + e^−x).
func expit(_ x: Double) -> Double { x >= 0 ? 1 / (1 + exp(-x)) : exp(x) / (1 + exp(x)) }

/// ln(1 + e^x) without overflow.
private func logOnePlusExp(_ x: Double) -> Double { x > 0 ? x + log1p(exp(-x)) : log1p(exp(x)) }

/// x ln(x/n), 0 at 0.
private func entropy(_ x: Double, _ n: Double) -> Double { x > 0 ? x * log(x / n) : 0 }
