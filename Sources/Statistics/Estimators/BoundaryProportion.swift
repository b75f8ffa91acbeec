/// Two proportions of which one is 0 or 1, where covariates, strata or clusters would give it no variance: the score method of
/// the unadjusted counts, with trials divided by the design effect of clusters
/// (Methods/proportions, "Adjusted proportions of 0 and 1").
struct BoundaryProportion {
  let estimate: Estimate

  /// nil where neither proportion is 0 or 1, where a contrast has more than two variants, or where rows are too few to compare.
  init?(_ moments: StratifiedMoments, _ contrast: Contrast, _ functional: Functional) {
    guard let pair = contrast.pair else { return nil }
    let unadjusted = moments.unadjusted
    let arms = [pair.control, pair.variant].map { Arm(unadjusted.pooled($0), functional) }
    guard let zero = arms[0], let one = arms[1], zero.isAtBoundary || one.isAtBoundary else { return nil }
    let effect = Self.designEffect(zero, one)
    guard Double(zero.trials + one.trials) > 1.5 * effect,
      let counts = try? ScoreCounts(
        controlSuccesses: zero.successes, controlTrials: zero.trials, variantSuccesses: one.successes,
        variantTrials: one.trials, designEffect: effect)
    else { return nil }
    let sides = DeltaMethodFit(DeltaMethod(functional, isProbability: true), unadjusted).joint
    estimate = Estimate(
      method: MiettinenNurminen.key, counts: (zero.rows, one.rows), control: sides.arms[pair.control],
      variant: sides.arms[pair.variant], evidence: .success(.scoreCounts(counts)),
      warnings: [.boundary, .boundaryUnadjusted])
  }

  /// The design effect of the arms that vary; where none does, a cluster counts as one trial, which is careful.
  private static func designEffect(_ zero: Arm, _ one: Arm) -> Double {
    let single = zero.independentVariance + one.independentVariance
    guard single > 0 else { return max(1, Double(zero.trials + one.trials) / Double(zero.rows + one.rows)) }
    return max(1, (zero.variance + one.variance) / single)
  }

  private struct Arm {
    /// Units or clusters.
    let rows: Int
    let successes: Int
    let trials: Int
    /// The variance of the proportion, between the rows.
    let variance: Double
    /// The variance of the proportion if each trial stood for itself.
    let independentVariance: Double

    var isAtBoundary: Bool { successes == 0 || successes == trials }

    init?(_ cell: Moments, _ functional: Functional) {
      guard cell.count > 1, let p = try? functional.value(at: cell.mean),
        let gradient = try? functional.gradient(at: cell.mean)
      else { return nil }
      rows = cell.count
      let n = Double(cell.count)
      let all = functional == .ratio ? (n * cell.mean[1]).rounded() : n
      guard all >= 1, all < 9e15, (0...1).contains(p) else { return nil }
      trials = Int(all)
      successes = min(trials, Int((p * all).rounded()))
      variance = max(0, cell.products.quadraticForm(gradient)) / ((n - 1) * n)
      independentVariance = functional == .ratio ? (all > 1 ? p * (1 - p) / (all - 1) : 0) : variance
    }
  }
}
