/// Draws replicates until each has an answer, and puts them beside the observed values.
package enum Bootstrap {
  /// The share of replicates that may be degenerate before the data are called too few.
  package static let redrawLimit = 0.01

  /// One value per replicate number 0 ..< count; a degenerate replicate b is drawn again as b + count.
  ///
  /// - Parameter draw: the values of the replicates with the given numbers, nil for a degenerate one.
  /// - Throws: `tooFew` when more than one replicate in a hundred is degenerate; what `draw` throws.
  package static func collect<Value>(
    count: Int, _ draw: ([Int]) throws(NotEstimable) -> [Value?]
  ) throws(NotEstimable) -> (values: [Value], redraws: Int) {
    var found = [Value?](repeating: nil, count: count)
    var (pending, redraws) = (Array(0..<count), 0)
    while !pending.isEmpty {
      for (number, value) in zip(pending, try draw(pending)) { found[number % count] = value }
      pending = pending.filter { found[$0 % count] == nil }.map { $0 + count }
      redraws += pending.count
      guard Double(redraws) <= redrawLimit * Double(count) else { throw .tooFew }
    }
    return (found.compactMap { $0 }, redraws)
  }

  /// The bootstrap of a comparison made of the moments of several cells.
  ///
  /// - Parameters:
  ///   - cells: the rows of each cell, such as control and variant, or each stratum of both.
  ///   - evidence: the comparison that the moments of the cells lead to; adjustment, strata and ratios are its business.
  /// - Throws: why the observed cells have no comparison; `tooFew` as above.
  package static func run(
    cells: [ReplicateRows], seed: UInt64, count: Int = ReplicateEvidence.defaultCount,
    evidence: ([Moments]) throws(NotEstimable) -> NormalEvidence
  ) throws(NotEstimable) -> ReplicateEvidence {
    let weights = PoissonWeights(seed: seed, replicates: [])
    let observed = try evidence(cells.map { ReplicateMoments(weights: weights, rows: $0).observed })
    let (replicates, redraws) = try collect(count: count) { numbers throws(NotEstimable) in
      let weights = PoissonWeights(seed: seed, replicates: numbers)
      let moments = cells.map { ReplicateMoments(weights: weights, rows: $0) }
      return numbers.indices.map { place in replicate(moments.map { $0[place] }, evidence) }
    }
    return ReplicateEvidence(observed: observed, replicates: replicates, redraws: redraws)
  }

  /// The comparison in one replicate; nil where a cell has no more than one unit or there is nothing to compare.
  package static func replicate(
    _ cells: [Moments], _ evidence: ([Moments]) throws(NotEstimable) -> NormalEvidence
  ) -> NormalEvidence? {
    guard cells.allSatisfy({ $0.count > 1 }) else { return nil }
    return try? evidence(cells)
  }
}
