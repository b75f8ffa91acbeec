/// p-values adjusted by the largest statistic of each replicate, so that the real dependence of the hypotheses counts.
///
/// Replicates are centred: what a statistic would be, in a replicate, under the null hypothesis. The observed data count as
/// one more replicate, (1 + #)/(B + 1), so that no p-value is 0 and the test is exact for permutations.
///
/// - Note: P. H. Westfall, S. S. Young (1993), *Resampling-Based Multiple Testing*; J. P. Romano, M. Wolf (2005),
///   *Econometrica* 73, 1237-1282; Methods/multiplicity, "Max-T".
package struct MaxT: Sendable {
  /// The extremity of each hypothesis per replicate.
  private let replicates: [[Double]]
  private let count: Int
  /// The side on which each statistic is extreme.
  private let alternatives: [Alternative]

  /// - Parameters:
  ///   - replicates: centred statistics, [replicate][hypothesis]. What is no number counts as extreme, which errs on the
  ///     careful side: a resample without variation says nothing against chance.
  ///   - alternatives: the side on which each statistic is extreme.
  /// - Precondition: some replicate, all as long as the alternatives.
  package init(replicates: [[Double]], alternatives: [Alternative]) {
    precondition(!replicates.isEmpty && replicates.allSatisfy { $0.count == alternatives.count })
    self.alternatives = alternatives
    count = alternatives.count
    self.replicates = replicates.map { row in zip(row, alternatives).map { $0.isNaN ? .infinity : $1.extremity($0) } }
  }

  /// All hypotheses with the same sides.
  package init(replicates: [[Double]], alternative: Alternative = .twoSided) {
    self.init(replicates: replicates, alternatives: replicates.first?.map { _ in alternative } ?? [])
  }

  /// The adjusted p-values of the observed statistics, in the order given; nil stays nil but its replicates count.
  ///
  /// - Precondition: as many statistics as hypotheses, none NaN.
  package func adjusted(_ statistics: [Double?], _ test: StepwiseTest) -> [Double?] {
    precondition(statistics.count == count && !statistics.contains { $0?.isNaN == true })
    let extremities = zip(statistics, alternatives).map { statistic, side in statistic.map(side.extremity) }
    let order = orderOfExtremity(extremities)
    var exceedances = [Int](repeating: 0, count: count)
    for replicate in replicates {
      let all = replicate.max() ?? -.infinity
      var left = -Double.infinity
      // From the least extreme hypothesis on, so that `left` is the largest of those not yet rejected.
      for index in order.reversed() {
        left = max(left, replicate[index])
        guard let extremity = extremities[index] else { continue }
        if (test == .singleStep ? all : left) >= extremity { exceedances[index] += 1 }
      }
    }
    var adjusted = [Double?](repeating: nil, count: count)
    var largest = 0.0
    for index in order where extremities[index] != nil {
      largest = max(largest, Double(1 + exceedances[index]) / Double(replicates.count + 1))
      adjusted[index] = largest
    }
    return adjusted
  }

  /// The value that the largest statistic exceeds with a probability of at most α: of simultaneous single-step intervals.
  ///
  /// - Throws: `tooFew` when so few replicates cannot tell.
  package func criticalValue(alpha: Double) throws(NotEstimable) -> Double {
    try OrderStatistics(replicates.map { $0.max() ?? -.infinity }).rejectionLimits(tail: alpha).upper
  }
}
