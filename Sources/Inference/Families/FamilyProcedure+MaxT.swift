internal import Planning
internal import Statistics
internal import SummarySQL

extension FamilyProcedure {
  /// The largest statistic of each replicate in place of a known joint distribution; nil where a member has no replicates,
  /// so that the dependence of the family is not known.
  func maxT() -> Result? {
    var evidence: [ReplicateEvidence] = []
    for member in members {
      guard case .success(let own)? = replicates(of: member) else { return nil }
      evidence.append(own)
    }
    let alternatives = members.map(\.metric.alternative)
    let none = NullValue.linear(r: 1, delta: 0)
    let statistics = zip(evidence, members).map { own, member in
      member.isSkewed ? member.normalStatistic : try? own.statistic(none)
    }
    guard let test = try? MaxT(evidence, alternatives: alternatives) else { return nil }
    // Where a statistic has a distribution of its own, the correction never makes its p-value smaller.
    let adjusted = zip(test.adjusted(statistics, .stepDown), members.map(\.pValue)).map { adjusted, raw in
      adjusted.flatMap { adjusted in raw.map { max($0, adjusted) } }
    }
    let critical = criticalValues { try? test.criticalValue(alpha: $0) }
    func intervalAlpha(_ index: Int, _ alpha: Double) -> Double? {
      guard let c = critical[alpha] else { return nil }
      if case .success(.replicates(let own)) = members[index].estimate.evidence {
        return own.alpha(criticalValue: c, alternative: alternatives[index])
      }
      let freedom = members[index].isSkewed ? .infinity : members[index].degreesOfFreedom
      return StudentTail.alpha(criticalValue: c, degreesOfFreedom: freedom, alternative: alternatives[index])
    }
    return Result(
      method: "step-down max-T", pValues: adjusted, interval: { index, alpha, _ in intervalAlpha(index, alpha) })
  }

  private func replicates(of member: ComparisonDraft) -> Swift.Result<ReplicateEvidence, NotEstimable>? {
    guard let metric = plan.metrics.firstIndex(where: { $0.name == member.metric.name }),
      let comparison = plan.comparisons.firstIndex(of: member.comparison)
    else { return nil }
    return sample.bootstraps[metric]?.joint(comparison)
  }
}

extension ComparisonDraft {
  /// Whether the pivot of skewed data decides, whose critical values are not those of replicates.
  fileprivate var isSkewed: Bool {
    if case .success(.pooledShape) = estimate.evidence { true } else { false }
  }

  /// The normal statistic with the p-value of "no difference".
  fileprivate var normalStatistic: Double? {
    statistic.map { StudentTail.normal($0, degreesOfFreedom: degreesOfFreedom) }
  }
}
