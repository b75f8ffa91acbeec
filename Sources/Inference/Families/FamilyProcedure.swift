internal import Planning
internal import Statistics
internal import SummarySQL
internal import Terms

/// The adjusted p-values of one family and the intervals of the same procedure.
struct FamilyProcedure {
  struct Result {
    let method: String
    var pValues: [Double?]
    /// Whether only what is rejected has an interval.
    var selects = false
    /// One minus the level of the interval of a member, given the error of its own test and the number of rejections.
    let interval: (_ member: Int, _ alpha: Double, _ rejections: Int) -> Double?
  }

  let plan: AnalysisPlan
  let family: Family
  let members: [ComparisonDraft]
  /// Where the replicates are.
  let sample: RowSample

  func result() -> Result {
    let raw = members.map(\.pValue)
    switch family.procedure {
    case .none: return Result(method: "none", pValues: raw, interval: { _, alpha, _ in alpha })
    case .adjustment(let correction): return adjusted(raw, correction)
    case .dunnett: return dunnett() ?? adjusted(raw, .holm)
    case .maxT: return maxT() ?? adjusted(raw, .holm, "Holm (max-T lacks replicates for a comparison)")
    case .graph(let weights, let transitions):
      // A metric that compares doses has one comparison, where the weights count those of variants.
      guard weights.count == raw.count, let graph = try? GraphicalProcedure(weights: weights, transitions: transitions)
      else {
        return adjusted(raw, .holm)
      }
      return Result(
        method: "the graphical procedure", pValues: graph.adjusted(raw),
        interval: { member, alpha, _ in weights[member] > 0 ? alpha * weights[member] : nil })
    }
  }

  private func adjusted(_ raw: [Double?], _ correction: Correction, _ title: String? = nil) -> Result {
    let adjustment = correction.adjustment
    let size = raw.count
    return Result(
      method: title ?? correction.title, pValues: adjustment.adjusted(raw), selects: adjustment.selects,
      interval: { _, alpha, rejections in
        adjustment.intervals(alpha: alpha, familySize: size, rejections: rejections)?.alpha
      })
  }

  /// One critical value for each error that a member may have, for finding one takes long.
  func criticalValues(_ value: (_ alpha: Double) -> Double?) -> [Double: Double] {
    let alphas = Set(members.map(\.metric.alpha))
    return Dictionary(uniqueKeysWithValues: alphas.compactMap { alpha in value(alpha).map { (alpha, $0) } })
  }

  /// nil where the statistics are not correlated as those of many variants against one are.
  private func dunnett() -> Result? {
    guard members.count > 1, let first = members.first, !members.contains(where: \.hasOwnDistribution),
      let joint = first.variants?.joint
    else { return nil }
    var evidence: [NormalEvidence] = []
    for member in members {
      guard let own = try? joint.evidence(member.comparison.contrast) else { return nil }
      evidence.append(own)
    }
    let errors = evidence.map { $0.variance(r: 1).squareRoot() }
    let arms = joint.counts.indices
    func weights(_ contrast: Contrast) -> [Double] {
      var all = arms.map { _ in 0.0 }
      for part in contrast.variant { all[part.arm] += part.weight }
      for part in contrast.control { all[part.arm] -= part.weight }
      return all
    }
    var covariance = arms.map { _ in arms.map { _ in 0.0 } }
    for a in arms { for b in arms { covariance[a][b] = (try? joint.covariance(a, b)) ?? 0 } }
    let correlation = SymmetricMatrix(dimension: members.count) { i, j in
      if i == j { return 1 }
      let (left, right) = (weights(members[i].comparison.contrast), weights(members[j].comparison.contrast))
      return arms.reduce(0) { sum, a in sum + arms.reduce(0) { $0 + left[a] * covariance[a][$1] * right[$1] } }
        / (errors[i] * errors[j])
    }
    let freedom =
      members.map(\.degreesOfFreedom).min() ?? evidence.map { $0.degreesOfFreedom(r: 1) }.min() ?? .infinity
    let alternative = first.metric.alternative
    guard let test = Dunnett(correlation: correlation, degreesOfFreedom: freedom),
      let pValues = try? test.adjusted(members.map(\.statistic), alternative: alternative, .stepDown)
    else { return nil }
    let own = members.map(\.degreesOfFreedom)
    let critical = criticalValues { try? test.criticalValue(alpha: $0, alternative: alternative) }
    return Result(
      method: "step-down Dunnett", pValues: pValues,
      interval: { member, alpha, _ in
        guard let c = critical[alpha] else { return nil }
        // An interval finds its critical value by its own degrees of freedom, which may be more than the family's.
        return StudentTail.alpha(criticalValue: c, degreesOfFreedom: own[member], alternative: alternative)
      })
  }
}

extension ComparisonDraft {
  /// The degrees of freedom of the test of "no difference"; infinite for a normal statistic.
  var degreesOfFreedom: Double {
    tests.first.flatMap { outcome(of: $0).degreesOfFreedom } ?? .infinity
  }
}

extension Correction {
  fileprivate var adjustment: PValueAdjustment {
    switch self {
    case .bonferroni: .bonferroni
    case .hochberg: .hochberg
    case .benjaminiHochberg: .benjaminiHochberg
    case .benjaminiYekutieli: .benjaminiYekutieli
    case .none: .none
    case .auto, .holm, .dunnett, .maxT, .graph: .holm
    }
  }

  fileprivate var title: String {
    switch self {
    case .bonferroni: "Bonferroni"
    case .hochberg: "Hochberg"
    case .benjaminiHochberg: "Benjamini-Hochberg"
    case .benjaminiYekutieli: "Benjamini-Yekutieli"
    case .none: "none"
    case .auto, .holm, .dunnett, .maxT, .graph: "Holm"
    }
  }
}

extension PValueAdjustment {
  /// Whether its intervals are only for what it rejects.
  fileprivate var selects: Bool { self == .benjaminiHochberg || self == .benjaminiYekutieli }
}
