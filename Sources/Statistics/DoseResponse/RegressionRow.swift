/// Units with the same terms, and of the same cluster: how many they are, and what their outcomes sum to.
///
/// A row of a table is a row of one unit; a dose with its trials and successes is one row too.
package struct RegressionRow: Sendable, Equatable {
  /// b, of which the first is 1, the intercept.
  package let terms: [Double]
  package let count: Double
  /// Σ y.
  package let sum: Double
  /// Σ (y − ȳ)² within the row; 0 for one unit.
  package let spread: Double
  /// The number of the cluster; without meaning where errors are not clustered.
  package let cluster: Int

  /// - Precondition: count > 0, spread ≥ 0, the first term is 1.
  package init(terms: [Double], count: Double, sum: Double, spread: Double = 0, cluster: Int = 0) {
    precondition(count > 0 && spread >= 0 && terms.first == 1)
    self.terms = terms
    self.count = count
    self.sum = sum
    self.spread = spread
    self.cluster = cluster
  }

  /// Trials of which some succeeded.
  package init(terms: [Double], successes: Double, trials: Double, cluster: Int = 0) {
    self.init(
      terms: terms, count: trials, sum: successes, spread: successes * (trials - successes) / trials, cluster: cluster)
  }

  /// Σ (y − value)².
  func squares(around value: Double) -> Double {
    let gap = sum / count - value
    return spread + count * gap * gap
  }

  func linear(_ coefficients: [Double]) -> Double {
    zip(terms, coefficients).reduce(0) { $0 + $1.0 * $1.1 }
  }
}
