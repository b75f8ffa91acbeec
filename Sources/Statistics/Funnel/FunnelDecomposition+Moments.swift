#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

extension FunnelDecomposition {
  /// What the reach of the first step is divided by.
  package enum Exposure: Sendable, Equatable {
    /// Each row is one unit: outcomes are [reach₁, …, reach_J].
    case row
    /// A row holds several units, as a cluster does: outcomes are [units, reach₁, …, reach_J].
    case firstOutcome
  }

  /// From stacked (adjusted) means with their joint covariance: covariates, strata, clusters, and steps that are no
  /// shares, such as revenue after the last one.
  ///
  /// - Parameters:
  ///   - moments: outcomes as `exposure` says, then covariates.
  /// - Throws: `emptyArm`, `tooFew`; `boundary` where the first step of a variant is not positive.
  package init(
    _ moments: StratifiedMoments, exposure: Exposure = .row, settings: AdjustmentSettings = .init(), control: Int,
    variant: Int
  ) throws(NotEstimable) {
    let counts = moments.arms.map { arm in moments.cells[arm].reduce(0) { $0 + $1.count } }
    guard counts[control] > 0, counts[variant] > 0 else { throw .emptyArm }
    guard counts[control] > 1, counts[variant] > 1 else { throw .tooFew }
    // An arm without a variance of its own must not take the others' from them.
    let able = moments.arms.filter { counts[$0] > 1 }
    guard let zero = able.firstIndex(of: control), let one = able.firstIndex(of: variant) else { throw .tooFew }
    let means = try AdjustedMeans(moments.keeping(arms: able), settings)
    let levels = Levels(means, exposure, arms: [zero, one])
    let asked = levels.count - 1
    let kept = (1...asked).prefix { levels.arePositive($0 - 1) && levels.arePositive($0) }
    guard let last = kept.last else { throw .boundary }
    let steps = try kept.map { step throws(NotEstimable) in try levels.contribution(from: step - 1, to: step) }
    self.init(
      steps: steps, total: try levels.contribution(from: 0, to: last),
      covariance: SymmetricMatrix(dimension: steps.count) { j, k in
        j == k ? steps[j].variance : levels.covariance((j, j + 1), (k, k + 1))
      }, stepsAsked: asked)
  }

  /// The adjusted means of the two variants as a chain, of which each ratio of two links is a step.
  private struct Levels {
    let means: AdjustedMeans
    /// 1 where the chain begins with units that are not among the outcomes.
    let offset: Int
    let arms: [Int]

    init(_ means: AdjustedMeans, _ exposure: Exposure, arms: [Int]) {
      self.means = means
      self.arms = arms
      offset = exposure == .row ? 1 : 0
    }

    var count: Int { means.means[0].count + offset }

    func level(_ index: Int, _ arm: Int) -> Double {
      index < offset ? 1 : means.means[arm][index - offset]
    }

    func arePositive(_ index: Int) -> Bool { arms.allSatisfy { level(index, $0) > 0 } }

    /// ∂ ln(level_end/level_start) / ∂ means.
    func gradient(_ start: Int, _ end: Int, _ arm: Int) -> [Double] {
      var gradient = [Double](repeating: 0, count: means.means[arm].count)
      if start >= offset { gradient[start - offset] = -1 / level(start, arm) }
      gradient[end - offset] = 1 / level(end, arm)
      return gradient
    }

    func contribution(from start: Int, to end: Int) throws(NotEstimable) -> FunnelContribution {
      let rates = arms.map { level(end, $0) / level(start, $0) }
      let gradients = arms.map { gradient(start, end, $0) }
      let parts = try arms.indices.map { side throws(NotEstimable) in
        try DeltaMethodFit.value(means, arms[side], log(rates[side]), gradients[side])
      }
      let between = means.shared?[arms[0]][arms[1]].bilinear(gradients[0], gradients[1]) ?? 0
      let evidence = try? NormalEvidence(
        control: parts[0], variant: parts[1], covariance: between,
        freedom: .perPart(shared: means.sharedDegreesOfFreedom, limit: means.degreesOfFreedomLimit))
      return FunnelContribution(
        control: rates[0], variant: rates[1], logRatio: parts[1].value - parts[0].value,
        variance: evidence?.variance(r: 1) ?? 0, degreesOfFreedom: evidence?.degreesOfFreedom(r: 1) ?? .infinity)
    }

    /// Cov of the ℓ of two steps, each from one link to another.
    func covariance(_ left: (Int, Int), _ right: (Int, Int)) -> Double {
      var sum = 0.0
      for (a, arm) in arms.enumerated() {
        for (b, other) in arms.enumerated() {
          let gradients = (gradient(left.0, left.1, arm), gradient(right.0, right.1, other))
          var part = means.shared?[arm][other].bilinear(gradients.0, gradients.1) ?? 0
          if a == b {
            for own in means.own[arm] {
              part += own.weight * own.residuals.bilinear(gradients.0, gradients.1) / own.divisor
            }
          }
          sum += a == b ? part : -part
        }
      }
      return sum
    }
  }
}
