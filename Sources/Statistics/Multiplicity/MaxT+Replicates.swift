extension MaxT {
  /// Of comparisons that were drawn again with the same weights: each replicate is one world for all of them.
  ///
  /// Statistics are studentized differences of arms that were all drawn from the rows of all of them.
  ///
  /// - Throws: `tooFew` where the comparisons have no replicate, or not the same number of them.
  package init(_ comparisons: [ReplicateEvidence], alternatives: [Alternative]) throws(NotEstimable) {
    let columns = comparisons.map { $0.studentized(r: 1, delta: 0) }
    guard let count = columns.first?.count, count > 0, columns.allSatisfy({ $0.count == count }) else { throw .tooFew }
    self.init(replicates: (0..<count).map { row in columns.map { $0[row] } }, alternatives: alternatives)
  }
}

extension ReplicateEvidence {
  /// The error of a bootstrap-t test of the difference with a given critical value, the observed statistic counted.
  package func alpha(criticalValue c: Double, alternative: Alternative) -> Double {
    let beyond = studentized(r: 1, delta: 0).count { alternative.extremity($0) >= c }
    return Double(1 + beyond) / Double(pairs.count + 1)
  }
}
