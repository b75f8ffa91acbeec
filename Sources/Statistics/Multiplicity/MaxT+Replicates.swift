extension MaxT {
  /// Of comparisons that were drawn again with the same weights: each replicate is one world for all of them.
  ///
  /// Statistics are studentized differences, (Δ* − Δ)/SE*.
  ///
  /// - Throws: `tooFew` where the comparisons have no replicate, or not the same number of them.
  package init(_ comparisons: [ReplicateEvidence], alternatives: [Alternative]) throws(NotEstimable) {
    var columns: [[Double]] = []
    for comparison in comparisons { columns.append(try comparison.studentized(.contrast(r: 1))) }
    guard let count = columns.first?.count, count > 0, columns.allSatisfy({ $0.count == count }) else { throw .tooFew }
    self.init(replicates: (0..<count).map { row in columns.map { $0[row] } }, alternatives: alternatives)
  }
}

extension ReplicateEvidence {
  /// The error of a bootstrap-t test of the difference with a given critical value, the observed statistic counted.
  package func alpha(criticalValue c: Double, alternative: Alternative) throws(NotEstimable) -> Double {
    let beyond = try studentized(.contrast(r: 1)).count { alternative.extremity($0) >= c }
    return Double(1 + beyond) / Double(replicates.count + 1)
  }
}
