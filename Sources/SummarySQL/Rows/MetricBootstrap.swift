internal import Planning
package import Statistics
internal import Terms

/// The bootstrap of one metric: replicates of the arms of each comparison, drawn from the rows of all of these arms while rows
/// pass (Methods/bootstrap).
///
/// The moments are known before, and so is what each row adds to the value of its arm, with covariates, strata and clusters.
package struct MetricBootstrap: Sendable {
  private let comparisons: [Comparison]
  private let observed: [Result<NormalEvidence, NotEstimable>]
  private let influence: UnitInfluence
  /// The function of the scaled integers of a row, by its group and arm.
  private let forms: InfluenceForms
  private var pools: [ArmPool]
  /// The position of the pool of each comparison alone; nil where nobody asks for one.
  private let own: [Int?]
  /// The position of the pool of all comparisons together.
  private let all: Int?

  /// - Precondition: the metric is compared by moments, and its units have an influence.
  init(_ plan: AnalysisPlan, _ index: Int, _ groups: [SummaryGroup], _ scalings: [PlannedTerm: Scaling]) {
    let (metric, moments) = (plan.metrics[index], MetricTable(plan, index, groups).moments)
    guard let method = metric.method.ofMoments, let influence = method.influence(moments) else {
      preconditionFailure("only moments are drawn again")
    }
    let joint = method.joint(moments)
    comparisons = plan.comparisons
    self.influence = influence
    observed = comparisons.map { comparison in
      Result { () throws(NotEstimable) in try joint.evidence(comparison.contrast) }
    }
    forms = InfluenceForms(influence, plan, index, groups, scalings)
    var pools: [ArmPool] = []
    func pool(_ arms: Set<Int>) -> Int? {
      let able = arms.sorted().filter { influence.counts[$0] > 1 }
      guard !able.isEmpty else { return nil }
      if let position = pools.firstIndex(where: { $0.arms == able }) { return position }
      pools.append(
        ArmPool(
          able, seed: plan.seed, count: plan.replicates ?? ReplicateEvidence.defaultCount,
          sizes: able.map { influence.counts[$0] }))
      return pools.count - 1
    }
    own = comparisons.map { metric.test == .bootstrap ? pool($0.contrast.arms) : nil }
    all = plan.correction == .maxT ? pool(comparisons.reduce(into: []) { $0.formUnion($1.contrast.arms) }) : nil
    self.pools = pools
  }

  mutating func add(_ batch: RowBatch, _ members: RowBatch.Members) {
    let ofGroups = batch.groups.map { forms[$0] }
    var (units, values): ([[UInt64]], [[Double]]) = (
      Array(repeating: [], count: influence.counts.count), Array(repeating: [], count: influence.counts.count)
    )
    for row in batch.arms.indices where members.isMember[row] {
      let arm = batch.arms[row]
      guard let form = ofGroups[batch.group[row]]?[arm] else { continue }
      units[arm].append(CounterHash.fnv1a(batch.keys[row]))
      values[arm].append(form(members.integers, row))
    }
    for pool in pools.indices {
      for arm in pools[pool].arms { pools[pool].replicates.add(units: units[arm], values: values[arm]) }
    }
  }

  /// What the replicates of its own arms say of a comparison, by its position in the plan.
  package func evidence(_ comparison: Int) -> Result<ReplicateEvidence, NotEstimable> {
    evidence(comparison, own[comparison])
  }

  /// What replicates of all arms say of a comparison, so that those of several hang together as their statistics do.
  package func joint(_ comparison: Int) -> Result<ReplicateEvidence, NotEstimable> { evidence(comparison, all) }

  private func evidence(_ comparison: Int, _ pool: Int?) -> Result<ReplicateEvidence, NotEstimable> {
    Result { () throws(NotEstimable) in
      let values = try observed[comparison].get()
      guard let pool = pool.map({ pools[$0] }) else { throw .tooFew }
      let contrast = comparisons[comparison].contrast
      func side(_ parts: [Contrast.Part]) throws(NotEstimable) -> PooledReplicates.Side {
        var side: PooledReplicates.Side = []
        for part in parts {
          guard let place = pool.arms.firstIndex(of: part.arm) else { throw .tooFew }
          side.append((place, part.weight))
        }
        return side
      }
      func count(_ parts: [Contrast.Part]) -> Int { parts.reduce(0) { $0 + influence.counts[$1.arm] } }
      return ReplicateEvidence(
        observed: values, counts: (count(contrast.control), count(contrast.variant)),
        isNonNegative: contrast.arms.allSatisfy { influence.nonNegative[$0] },
        pairs: try pool.replicates.pairs(try side(contrast.control), try side(contrast.variant)))
    }
  }
}

/// Arms that are drawn from the rows of all of them.
private struct ArmPool: Sendable {
  /// Positions in the plan.
  let arms: [Int]
  var replicates: PooledReplicates

  init(_ arms: [Int], seed: UInt64, count: Int, sizes: [Int]) {
    self.arms = arms
    replicates = PooledReplicates(seed: seed, count: count, sizes: sizes)
  }
}
