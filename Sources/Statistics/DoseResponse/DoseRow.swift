/// Units that got the same dose: how many they are, and what their outcomes sum to.
package struct DoseRow: Sendable, Equatable {
  package let dose: Double
  /// Numbers known before the dose, to be held equal; as many in every row.
  package let covariates: [Double]
  package let count: Double
  /// Σ y.
  package let sum: Double
  /// Σ (y − ȳ)² within the row; 0 for one unit.
  package let spread: Double
  /// The number of the cluster; without meaning where errors are not clustered.
  package let cluster: Int

  /// - Precondition: count > 0, spread ≥ 0.
  package init(
    dose: Double, covariates: [Double] = [], count: Double = 1, sum: Double, spread: Double = 0, cluster: Int = 0
  ) {
    precondition(count > 0 && spread >= 0)
    self.dose = dose
    self.covariates = covariates
    self.count = count
    self.sum = sum
    self.spread = spread
    self.cluster = cluster
  }

  /// Trials of which some succeeded.
  package init(dose: Double, covariates: [Double] = [], trials: Double, successes: Double, cluster: Int = 0) {
    self.init(
      dose: dose, covariates: covariates, count: trials, sum: successes,
      spread: successes * (trials - successes) / trials, cluster: cluster)
  }
}
