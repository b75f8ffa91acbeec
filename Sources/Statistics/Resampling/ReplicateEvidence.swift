/// Two values with their covariance, and how Welch's statistic of them is distributed in replicates of both arms from the rows of
/// both: evidence that knows its own distribution.
///
/// The distribution of t* takes the place of Student's. Under a null value the spreads of the arms are as their means are, so
/// that t*_b = (ρx̄*₁ − r·x̄*₀)/√(ρ²v*₁ + r²v*₀) with the null ratio ρ of the means (`NullRatio`). A null value is rejected when
/// its p-value is at most α, and intervals hold exactly the null values that are not.
///
/// - Note: P. Hall (1992), *The Bootstrap and Edgeworth Expansion*; Methods/bootstrap, "Bootstrap-t".
package struct ReplicateEvidence: Sendable, Equatable {
  /// Replicates that intervals at usual levels need.
  package static let defaultCount = 999

  /// The values with their own variances.
  package let observed: NormalEvidence
  package let nullRatio: NullRatio
  package let pairs: ReplicatePairs

  /// - Parameters:
  ///   - counts: the units of each side.
  ///   - isNonNegative: whether no value is below 0.
  package init(
    observed: NormalEvidence, counts: (control: Int, variant: Int), isNonNegative: Bool, pairs: ReplicatePairs
  ) {
    self.observed = observed
    nullRatio = NullRatio(
      counts: (Double(counts.control), Double(counts.variant)),
      means: (observed.control.value, observed.variant.value), isNonNegative: isNonNegative)
    self.pairs = pairs
  }

  /// t* of every replicate under a null value, not sorted.
  package func studentized(r: Double, delta: Double) -> [Double] {
    let ratio = nullRatio.value(r: r, delta: delta)
    // r/ρ with the sign of r; 1 where both are 0.
    let weight = ratio == r ? (r < 0 ? -1 : 1) : r / abs(ratio)
    return zip(pairs.control, pairs.variant).map { zero, one in
      (one.mean - weight * zero.mean) / (one.variance + weight * weight * zero.variance).squareRoot()
    }
  }

  /// Z at a null value, with the arms' own variances; of odds on the logarithm.
  ///
  /// - Throws: `boundary` for odds that do not exist; `noVariation` where the contrast has no variance.
  package func statistic(_ null: NullValue) throws(NotEstimable) -> Double {
    switch null {
    case .oddsRatio(let omega): return try LogOddsRatio(observed).statistic(omega)
    case .linear(let r, let delta):
      guard observed.variance(r: r) > 0 else { throw .noVariation }
      let z = observed.statistic(r: r, delta: delta)
      guard z.isFinite else { throw .numericallyUnreliable }
      return z
    }
  }

  /// t* of every replicate under a null value; odds multiply no spread.
  func studentized(_ null: NullValue) -> [Double] {
    if case .linear(let r, let delta) = null { studentized(r: r, delta: delta) } else { studentized(r: 1, delta: 0) }
  }

  /// The test of one null value: the shares of t* at least as far out as Z, the observed one counted, (1 + #)/(B + 1).
  func test(
    _ null: NullValue, alternative: Alternative, variance: Double, _ boundary: any Boundary
  ) throws(NotEstimable) -> TestResult {
    let z = try statistic(null)
    let t = studentized(null)
    let total = Double(t.count + 1)
    let tails = TailProbabilities(
      above: Double(1 + t.count { $0 >= z }) / total, below: Double(1 + t.count { $0 <= z }) / total)
    return TestResult(
      statistic: z, degreesOfFreedom: .infinity, pValue: boundary.pValue(tails, alternative, variance: variance))
  }
}
