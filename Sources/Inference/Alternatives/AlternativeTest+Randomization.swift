internal import Planning
internal import Statistics
internal import SummarySQL
internal import Terms

extension AlternativeTest {
  /// The p-value of labels that are drawn again as they were assigned; nil where nobody asks for it.
  ///
  /// The statistic is the one of the row that it stands beside: the same estimate of the rows under other labels.
  ///
  /// - Parameter clusters: the smallest effective number of them in a variant; nil where rows are units.
  static func randomization(
    _ rows: MetricRows, _ method: (any Estimator<StratifiedMoments>)?, _ comparison: Comparison, _ estimate: Estimate,
    clusters: Double?
  ) -> AlternativeTest? {
    let metric = rows.metric
    let isSmall = clusters.map { $0 < ClusterLimits.few } ?? false
    guard metric.test == .randomization || metric.test == .auto && isSmall else { return nil }
    let test = Result { () throws(NotEstimable) in
      // Equal values tell nothing about chance, whatever their labels.
      if case .failure(.noVariation) = estimate.evidence { throw .noVariation }
      return try rows.randomizationTest(method, comparison.contrast)
    }
    return AlternativeTest(
      .randomization, "randomization", beside: estimate, test.map(DifferenceEvidence.labels))
  }
}

extension MetricRows {
  fileprivate func randomizationTest(
    _ method: (any Estimator<StratifiedMoments>)?, _ contrast: Contrast
  ) throws(NotEstimable) -> RandomizationTest {
    guard let rows, let method else { throw .tooManyRows }
    let arms = (contrast.control + contrast.variant).map(\.arm)
    let own = rows.of(arms: Set(arms))
    let counts = arms.map { arm in own.arms.count { $0 == arm } }
    guard !counts.contains(0) else { throw .emptyArm }
    if metric.isClustered, counts.contains(where: { $0 < ClusterLimits.fewest }) { throw .tooFew }
    guard own.values.contains(where: { $0 != own.values.first }) else { throw .noVariation }
    let (seed, replicates) = (plan.seed, plan.replicates)
    let draws = replicates ?? RandomizationTest.defaultDraws
    let strata = strata(own)
    let relabeled = RelabeledMoments(self, rows: own, arms: arms)
    func statistic(_ labels: [Int]) -> Double? {
      let estimate = method.joint(relabeled.moments(labels))
      guard let evidence = try? estimate.evidence(contrast), evidence.variance(r: 1) > 0 else { return nil }
      return evidence.statistic(r: 1, delta: 0)
    }
    guard let pair = contrast.pair else {
      guard plan.assignment.isShuffle else { throw .severalVariants }
      return try RandomizationTest(arms: own.arms, strata: strata, draws: draws, seed: seed, statistic: statistic)
    }
    let isVariant = own.arms.map { $0 == pair.variant }
    let mechanism = try mechanism(strata, isVariant)
    // Strata of one unit in each variant adjust nothing.
    let isStratified = plan.grouping.strata > 0 && plan.assignment != .matchedPairs
    guard metric.hasCovariates || isStratified else {
      return try RandomizationTest(
        rows: own.values, isVariant: isVariant, functional: metric.isClustered ? .ratio : metric.functional,
        mechanism: mechanism, draws: draws, seed: seed)
    }
    return try RandomizationTest(isVariant: isVariant, mechanism: mechanism, draws: draws, seed: seed) { labels in
      statistic(labels.map { $0 ? pair.variant : pair.control })
    }
  }

  private func mechanism(_ strata: [Int]?, _ isVariant: [Bool]) throws(NotEstimable) -> AssignmentMechanism {
    guard let strata else { return .complete }
    switch plan.assignment {
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
    switch plan.assignment {
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
