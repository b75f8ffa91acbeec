extension [DoseRow] {
  /// The rows without covariates that are constant or follow from the others, and whether none was left out.
  package func withIndependentCovariates() -> (rows: [DoseRow], isComplete: Bool) {
    guard let first, !first.covariates.isEmpty else { return (self, true) }
    let (k, n) = (first.covariates.count, reduce(0) { $0 + $1.count })
    let centers = (0..<k).map { index in
      first.covariates[index] + reduce(0) { $0 + $1.count / n * ($1.covariates[index] - first.covariates[index]) }
    }
    var products = Matrix(zero: k, k)
    for row in self {
      products.add(row.count, zip(row.covariates, centers).map { $0 - $1 })
    }
    let kept = PivotedCholesky(products).independent
    guard kept.count < k else { return (self, true) }
    let rows = map { row in
      DoseRow(
        dose: row.dose, covariates: kept.map { row.covariates[$0] }, count: row.count, sum: row.sum,
        spread: row.spread, cluster: row.cluster)
    }
    return (rows, false)
  }
}
