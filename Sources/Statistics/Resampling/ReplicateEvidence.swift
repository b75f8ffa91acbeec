/// Two values with their covariance, observed and in each bootstrap replicate: evidence that knows its own distribution.
///
/// The bootstrap-t distribution takes the place of Student's: t*_b = (value*_b − value)/SE*_b on the working scale. A null
/// value is rejected when its p-value is at most α, and intervals are exactly the null values that are not, limits included.
///
/// - Note: P. Hall (1992), *The Bootstrap and Edgeworth Expansion*; B. Efron (1987), *JASA* 82, 171-185;
///   Methods/bootstrap, "Bootstrap-t".
package struct ReplicateEvidence: Sendable, Equatable {
  /// Replicates that intervals at usual levels need.
  package static let defaultCount = 999

  package let observed: NormalEvidence
  package let replicates: [NormalEvidence]
  /// Degenerate replicates that were drawn again.
  package let redraws: Int

  package init(observed: NormalEvidence, replicates: [NormalEvidence], redraws: Int = 0) {
    self.observed = observed
    self.replicates = replicates
    self.redraws = redraws
  }

  /// −1 where ratios are taken of negative values.
  func sign(_ scale: WorkingScale) -> Double { scale == .logRatio && observed.control.value < 0 ? -1 : 1 }

  func position(_ scale: WorkingScale) throws(NotEstimable) -> WorkingScale.Position {
    let position = try scale.position(of: observed, sign: sign(scale))
    guard position.value.isFinite else { throw scale.refusal }
    return position
  }

  /// The replicates' values on a scale, not sorted.
  func values(_ scale: WorkingScale) throws(NotEstimable) -> [Double] {
    var all: [Double] = []
    for pair in replicates { all.append(try scale.position(of: pair, sign: sign(scale)).value) }
    return all
  }

  /// t* of every replicate, not sorted.
  func studentized(_ scale: WorkingScale) throws(NotEstimable) -> [Double] {
    let center = try position(scale).value
    var all: [Double] = []
    for pair in replicates {
      let position = try scale.position(of: pair, sign: sign(scale))
      all.append((position.value - center) / position.standardError)
    }
    return all
  }

  /// Z at a null value, on the scale of an estimand: the contrast for differences, the logarithm for ratios.
  ///
  /// - Throws: `liftUndefined` for ratios of values that have no logarithm, `boundary` for odds that do not exist.
  package func statistic(_ null: NullValue, on estimand: Estimand = .absolute) throws(NotEstimable) -> Double {
    let (scale, value) = try WorkingScale.position(of: null, on: estimand)
    let position = try position(scale)
    let z = (position.value - value) / position.standardError
    guard z.isFinite else { throw .numericallyUnreliable }
    return z
  }

  /// The test of one null value: the shares of t* at least as far out as Z, the observed one counted, (1 + #)/(B + 1).
  ///
  /// - Parameter estimand: the scale whose interval the p-value belongs to.
  func test(
    _ null: NullValue, on estimand: Estimand, alternative: Alternative, _ boundary: any Boundary
  ) throws(NotEstimable) -> TestResult {
    let z = try statistic(null, on: estimand)
    let (scale, _) = try WorkingScale.position(of: null, on: estimand)
    let t = try studentized(scale)
    let total = Double(t.count + 1)
    let tails = TailProbabilities(
      above: Double(1 + t.count { $0 >= z }) / total, below: Double(1 + t.count { $0 <= z }) / total)
    let error = try position(scale).standardError
    return TestResult(
      statistic: z, degreesOfFreedom: .infinity, pValue: boundary.pValue(tails, alternative, variance: error * error))
  }

  /// The null values on a scale whose p-value is above the level, both sides; on the relative scale these are lifts.
  ///
  /// - Throws: `tooFew` when no p-value of so few replicates reaches the level.
  package func interval(on estimand: Estimand, _ boundary: any Boundary) throws(NotEstimable) -> Interval {
    let scale = WorkingScale(estimand)
    let position = try position(scale)
    let t = OrderStatistics(try studentized(scale))
    let tail = boundary.tail(variance: position.standardError * position.standardError)
    let limits = try t.rejectionLimits(tail: tail)
    return try interval(
      from: position.value - limits.upper * position.standardError,
      to: position.value - limits.lower * position.standardError, scale)
  }

  /// Limits of the working scale as an interval of the estimand.
  func interval(from lower: Double, to upper: Double, _ scale: WorkingScale) throws(NotEstimable) -> Interval {
    guard lower.isFinite, upper.isFinite else { throw scale.refusal }
    let ends = [lower, upper].map { scale.estimand($0, sign: sign(scale)) }.sorted()
    return try Interval(from: ends[0], to: ends[1])
  }

  /// The standard deviation of the replicates' differences; nil with fewer than two.
  package var standardError: Double? {
    guard replicates.count > 1 else { return nil }
    let n = Double(replicates.count)
    let all = replicates.map { $0.variant.value - $0.control.value }
    let mean = all.reduce(0, +) / n
    return (all.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (n - 1)).squareRoot()
  }
}
