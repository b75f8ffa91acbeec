internal import Planning
package import Statistics

/// The bootstrap of one metric: replicate moments of its cells while rows pass, then its comparisons in each replicate.
///
/// A replicate is read as the data are: the same strata, covariates and clusters, the same estimator
/// (Methods/bootstrap).
package struct MetricBootstrap: Sendable {
  private let plan: AnalysisPlan
  private let index: Int
  /// The groups of the summary, whose order strata and categories have.
  private let groups: [RowGroup]
  private let coarsenings: [Coarsening]
  private let count: Int
  private var weights: PoissonWeights
  /// The moments by group and arm.
  private var cells: [[ReplicateMoments]]
  /// The draws of each comparison of the plan.
  private var draws: [Draws]

  /// One comparison: what is known of it and what is still to be drawn.
  struct Draws: Sendable {
    var observed: Result<NormalEvidence, NotEstimable>?
    var found: [NormalEvidence?]
    var pending: Set<Int>
    var redraws = 0
    var refusal: NotEstimable?
  }

  init(_ plan: AnalysisPlan, _ index: Int, _ groups: [SummaryGroup], _ coarsenings: [Coarsening]) {
    self.plan = plan
    self.index = index
    self.groups = groups.map { RowGroup(keys: $0.keys, missing: $0.missing) }
    self.coarsenings = coarsenings
    count = plan.replicates ?? ReplicateEvidence.defaultCount
    let numbers = 0..<count
    weights = PoissonWeights(seed: plan.seed, replicates: numbers)
    draws = plan.comparisons.map { [count] _ in
      Draws(found: Array(repeating: nil, count: count), pending: Set(0..<count))
    }
    cells = Self.empty(weights, coarsenings, groups.count, plan.variants.count)
  }

  private static func empty(
    _ weights: PoissonWeights, _ coarsenings: [Coarsening], _ groups: Int, _ arms: Int
  ) -> [[ReplicateMoments]] {
    let cell = ReplicateMoments(weights: weights, scalings: coarsenings.map(\.scaling))
    return Array(repeating: Array(repeating: cell, count: arms), count: groups)
  }

  /// The numbers of the replicates that the next pass draws.
  var pending: [Int] { draws.reduce(into: Set<Int>()) { $0.formUnion($1.pending) }.sorted() }

  /// Whether every replicate has its answer, so that passes are those of other metrics.
  private var isDone: Bool { weights.replicates.isEmpty }

  mutating func add(_ batch: RowBatch, _ members: RowBatch.Members) {
    guard !isDone else { return }
    let empty = ReplicateRows(scalings: coarsenings.map(\.scaling))
    var rows = Array(repeating: Array(repeating: empty, count: plan.variants.count), count: groups.count)
    let positions = batch.groups.map { groups.firstIndex(of: $0) }
    for row in batch.arms.indices where members.isMember[row] {
      guard let group = positions[batch.group[row]] else { continue }
      rows[group][batch.arms[row]].append(
        unit: CounterHash.fnv1a(batch.keys[row]),
        integers: coarsenings.indices.map { coarsenings[$0](members.integers[$0][row]) })
    }
    for group in rows.indices {
      for arm in rows[group].indices where !rows[group][arm].units.isEmpty { cells[group][arm].add(rows[group][arm]) }
    }
  }

  /// Compares the replicates of this pass, and prepares the next one where some were degenerate.
  mutating func finishPass() {
    guard !isDone else { return }
    let contrasts = plan.comparisons.map(\.contrast)
    let observed = joint { $0.observed }
    for comparison in draws.indices where draws[comparison].observed == nil {
      draws[comparison].observed = Result { () throws(NotEstimable) in try observed.evidence(contrasts[comparison]) }
    }
    for (place, number) in weights.replicates.enumerated() {
      let joint = joint { $0[place] }
      for comparison in draws.indices where draws[comparison].pending.contains(number) {
        let contrast = contrasts[comparison]
        let arms = (contrast.control + contrast.variant).map(\.arm)
        guard arms.allSatisfy({ joint.counts[$0] > 1 }) else { continue }
        draws[comparison].found[number % count] = try? joint.evidence(contrast)
      }
    }
    for comparison in draws.indices { draws[comparison].redraw(count) }
    weights = PoissonWeights(seed: plan.seed, replicates: pending)
    cells = pending.isEmpty ? [] : Self.empty(weights, coarsenings, groups.count, plan.variants.count)
  }

  private func joint(_ moments: (ReplicateMoments) -> Moments) -> JointValues {
    let metric = plan.metrics[index]
    let replicate = zip(groups, cells).map { MetricGroup($0, $1.map(moments)) }
    guard let method = metric.method.ofMoments else { preconditionFailure("only moments are drawn again") }
    return method.joint(MetricTable(plan, index, replicate).moments)
  }

  /// What the replicates say of a comparison, by its position in the plan.
  package func evidence(_ comparison: Int) -> Result<ReplicateEvidence, NotEstimable> {
    let draws = draws[comparison]
    return Result { () throws(NotEstimable) in
      guard let observed = try draws.observed?.get() else { throw .emptyArm }
      if let refusal = draws.refusal { throw refusal }
      return ReplicateEvidence(
        observed: observed, replicates: draws.found.compactMap(\.self), redraws: draws.redraws)
    }
  }
}

extension MetricBootstrap.Draws {
  /// Gives degenerate replicates the next numbers, unless they are too many or nothing was observed.
  fileprivate mutating func redraw(_ count: Int) {
    guard case .success? = observed else {
      pending = []
      return
    }
    pending = Set(pending.filter { found[$0 % count] == nil }.map { $0 + count })
    redraws += pending.count
    guard Double(redraws) > Bootstrap.redrawLimit * Double(count) else { return }
    pending = []
    refusal = .tooFew
  }
}
