internal import Planning
internal import Specification
internal import Statistics
internal import SummarySQL

extension CompanionAnswer {
  /// Clusters of a variant below which the randomization test decides (Methods/clusters, "Few or unequal clusters").
  static let fewClusters = 10

  /// The p-value of labels that are drawn again as they were assigned; nil where nobody asks for it.
  ///
  /// The statistic is the one of the row that it stands beside: the same estimate of the rows under other labels.
  static func randomization(_ rows: MetricRows, _ comparison: Comparison, _ estimate: Estimate) -> CompanionAnswer? {
    let metric = rows.metric
    let isSmall = metric.isClustered && min(estimate.counts.control, estimate.counts.variant) < fewClusters
    guard metric.spec.test == .randomization || metric.spec.test == .auto && isSmall else { return nil }
    let test = Result { () throws(NotEstimable) in
      // Equal values tell nothing about chance, whatever their labels.
      if case .failure(.noVariation) = estimate.evidence { throw .noVariation }
      return try rows.randomizationTest(comparison.contrast)
    }
    return CompanionAnswer(
      kind: .randomization, decides: true, p: test.map { $0.pValue(metric.alternative) },
      statistic: (try? test.get())?.statistic)
  }
}

extension MetricRows {
  fileprivate func randomizationTest(_ contrast: Contrast) throws(NotEstimable) -> RandomizationTest {
    guard let rows else { throw .tooManyRows }
    let arms = (contrast.control + contrast.variant).map(\.arm)
    let own = rows.of(arms: Set(arms))
    let counts = arms.map { arm in own.arms.count { $0 == arm } }
    guard !counts.contains(0) else { throw .emptyArm }
    if metric.isClustered, counts.contains(where: { $0 < CR2.fewestClusters }) { throw .tooFew }
    guard own.values.contains(where: { $0 != own.values.first }) else { throw .noVariation }
    let (seed, replicates) = (plan.spec.inference.seed, plan.spec.inference.replicates)
    let draws = replicates ?? RandomizationTest.defaultDraws
    let strata = strata(own)
    let relabeled = RelabeledMoments(self, rows: own, arms: arms)
    func statistic(_ labels: [Int]) -> Double? {
      let estimate = metric.estimator.joint(relabeled.moments(labels))
      guard let evidence = try? estimate.evidence(contrast), evidence.variance(r: 1) > 0 else { return nil }
      return evidence.statistic(r: 1, delta: 0)
    }
    guard let pair = contrast.pair else {
      guard plan.spec.assignment.isShuffle else { throw .severalVariants }
      return try RandomizationTest(arms: own.arms, strata: strata, draws: draws, seed: seed, statistic: statistic)
    }
    let isVariant = own.arms.map { $0 == pair.variant }
    let mechanism = try mechanism(strata, isVariant)
    // Strata of one unit in each variant adjust nothing.
    let isStratified = plan.grouping.strata > 0 && plan.spec.assignment != .matchedPairs
    guard metric.hasCovariates || isStratified else {
      return try RandomizationTest(
        rows: own.values, isVariant: isVariant, functional: metric.isClustered ? .ratio : metric.spec.metric.functional,
        mechanism: mechanism, draws: draws, seed: seed)
    }
    return try RandomizationTest(isVariant: isVariant, mechanism: mechanism, draws: draws, seed: seed) { labels in
      statistic(labels.map { $0 ? pair.variant : pair.control })
    }
  }

  private func mechanism(_ strata: [Int]?, _ isVariant: [Bool]) throws(NotEstimable) -> AssignmentMechanism {
    guard let strata else { return .complete }
    switch plan.spec.assignment {
    case .unit, .cluster, .stratified: return .stratified(strata)
    case .switchback: return .switchback(strata)
    case .matchedPairs:
      let pairs = Dictionary(grouping: strata.indices) { strata[$0] }.values
      guard pairs.allSatisfy({ $0.count == 2 && isVariant[$0[0]] != isVariant[$0[1]] }) else { throw .incompletePairs }
      return .matchedPairs(strata)
    }
  }

  /// The stratum of each row, where labels stay within strata.
  private func strata(_ rows: KeptRows) -> [Int]? {
    switch plan.spec.assignment {
    case .unit, .cluster: return nil
    case .stratified, .matchedPairs, .switchback:
      let count = plan.grouping.strata
      var positions: [[String?]: Int] = [:]
      let ofGroup = rows.groups.map { group in
        let key = Array(group.keys.prefix(count))
        let position = positions[key, default: positions.count]
        positions[key] = position
        return position
      }
      return rows.group.map { ofGroup[$0] }
    }
  }
}

extension AssignmentRule {
  /// Whether any assignment with the observed numbers is equally likely.
  fileprivate var isShuffle: Bool {
    switch self {
    case .unit, .cluster, .stratified: true
    case .matchedPairs, .switchback: false
    }
  }
}
