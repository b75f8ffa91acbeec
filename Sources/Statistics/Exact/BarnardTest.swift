/// The probability of |Z| at least as large as observed, at the worst common proportion.
///
/// - Note: G. A. Barnard (1947), *Biometrika* 34, 123-138; Methods/proportions, "Exact tests".
struct BarnardTest {
  private let test: UnconditionalTest

  init(counts: ScoreCounts, gamma: Double) { test = UnconditionalTest(counts: counts, gamma: gamma) }

  private init(_ test: UnconditionalTest) { self.test = test }

  func pValue(_ alternative: Alternative) throws(NotEstimable) -> ExactP {
    if alternative == .less { return try BarnardTest(test.swapped).pValue(.greater) }
    let counts = test.counts
    let (n0, n1) = (counts.controlTrials, counts.variantTrials)
    func score(_ zero: Int, _ one: Int) -> PooledScore {
      PooledScore(controlSuccesses: zero, controlTrials: n0, variantSuccesses: one, variantTrials: n1)
    }
    let observed = score(counts.controlSuccesses, counts.variantSuccesses)
    if alternative == .greater {
      return try test.supremum(
        of: RejectionRegion(controlTrials: n0, variantTrials: n1, favorsVariant: { score($0, $1) >= observed }))
    }
    // Every table is as extreme as one without a difference.
    if observed.isZero { return ExactP(1) }
    let (least, most) = (observed.magnitude, -observed.magnitude)
    return try test.supremum(
      of: RejectionRegion(
        controlTrials: n0, variantTrials: n1,
        favorsVariant: { score($0, $1) >= least }, favorsControl: { score($0, $1) <= most }))
  }
}
