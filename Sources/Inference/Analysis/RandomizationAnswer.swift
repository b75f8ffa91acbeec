internal import Planning
internal import Specification
internal import Statistics

extension CompanionAnswer {
  /// Clusters of a variant below which the randomization test decides (`methods.md` 8.3).
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
    guard let pair = contrast.pair else { throw .severalVariants }
    guard let rows else { throw .tooManyRows }
    let own = rows.of(arms: [pair.control, pair.variant])
    guard own.values.isEmpty || own.values.contains(where: { $0 != own.values.first }) else { throw .noVariation }
    let isVariant = own.arms.map { $0 == pair.variant }
    if metric.isClustered {
      let variants = isVariant.count { $0 }
      guard min(variants, isVariant.count - variants) >= CR2.fewestClusters else { throw .tooFew }
    }
    let inference = plan.spec.inference
    let draws = inference.replicates ?? RandomizationTest.defaultDraws
    let mechanism = mechanism(own)
    guard isAdjusted else {
      return try RandomizationTest(
        rows: own.values, isVariant: isVariant, functional: metric.isClustered ? .ratio : metric.spec.metric.functional,
        mechanism: mechanism, draws: draws, seed: inference.seed)
    }
    let relabeled = RelabeledMoments(self, rows: own, pair: pair)
    return try RandomizationTest(
      isVariant: isVariant, mechanism: mechanism, draws: draws, seed: inference.seed
    ) { labels in
      let estimate = metric.estimator.estimate(relabeled.moments(labels), contrast)
      return (try? estimate.evidence.get().statistic(.noDifference))?.z
    }
  }

  private var isAdjusted: Bool { metric.hasCovariates || !plan.spec.strata.isEmpty }

  private func mechanism(_ rows: KeptRows) -> AssignmentMechanism {
    switch plan.spec.assignment {
    case .unit, .cluster: return .complete
    case .stratified:
      let strata = plan.spec.strata.count
      var positions: [[String?]: Int] = [:]
      let ofGroup = rows.groups.map { group in
        let key = Array(group.keys.prefix(strata))
        return positions[key]
          ?? {
            positions[key] = positions.count
            return positions.count - 1
          }()
      }
      return .stratified(rows.group.map { ofGroup[$0] })
    }
  }
}
