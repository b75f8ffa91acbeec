internal import Diagnostics
internal import Planning
internal import Statistics
internal import Terms

/// Comparisons that share an error rate, and how it is kept.
struct Family {
  let name: String
  let procedure: Procedure
  /// Positions in the list of drafts.
  let members: [Int]
  /// The family that must be rejected first.
  let after: String?

  enum Procedure: Equatable {
    case none
    case adjustment(Correction)
    /// Step-down Dunnett, or Holm where the correlations do not allow it.
    case dunnett
    /// Step-down max-T, or Holm where a member has no replicates.
    case maxT
    case graph(weights: [Double], transitions: [[Double]])

    /// Whether the chance of any false rejection is bounded, whatever is true of the other comparisons.
    var controlsFamilywiseError: Bool {
      switch self {
      case .none, .adjustment(.none), .adjustment(.benjaminiHochberg), .adjustment(.benjaminiYekutieli): false
      case .adjustment, .dunnett, .maxT, .graph: true
      }
    }
  }

  /// The families of an experiment, those that come after others last.
  static func all(_ plan: AnalysisPlan, _ drafts: [ComparisonDraft]) -> [Family] {
    let overall = drafts.indices.filter { drafts[$0].segment == nil }
    var families: [Family] = []
    var taken = Set<String>()
    for declared in plan.families {
      let names = declared.metrics
      taken.formUnion(names)
      // Metric by metric, each on every comparison: the order of the weights.
      let members = names.flatMap { name in overall.filter { drafts[$0].metric.name == name } }
      families.append(
        Family(
          name: declared.name, procedure: declaredProcedure(plan, declared),
          members: members, after: declared.after))
    }
    for role in MetricRole.allCases {
      let members = overall.filter { drafts[$0].metric.role == role && !taken.contains(drafts[$0].metric.name) }
      guard !members.isEmpty else { continue }
      let metrics = Set(members.map { drafts[$0].metric.name }).count
      families.append(
        Family(
          name: role.rawValue, procedure: roleProcedure(plan.correction, role, metrics: metrics),
          members: members, after: nil))
    }
    // What segments show is exploration: a family of its own for each metric.
    for metric in plan.metrics {
      let members = drafts.indices.filter { drafts[$0].segment != nil && drafts[$0].metric.name == metric.name }
      guard !members.isEmpty else { continue }
      families.append(
        Family(
          name: "segments of \(metric.name)",
          procedure: plan.correction == .none ? .none : .adjustment(.benjaminiHochberg),
          members: members, after: nil))
    }
    return families
  }

  private static func declaredProcedure(_ plan: AnalysisPlan, _ family: PlannedFamily) -> Procedure {
    let comparisons = plan.comparisons.count
    if plan.correction == .none { return .none }
    switch family.control {
    case .falseDiscovery:
      return .adjustment(plan.correction == .benjaminiYekutieli ? .benjaminiYekutieli : .benjaminiHochberg)
    case .familywise: break
    }
    let count = family.metrics.count
    let weights = family.weights ?? Array(repeating: 1 / Double(max(1, count)), count: count)
    if let transitions = family.transitions {
      return .graph(
        weights: weights.flatMap { Array(repeating: $0 / Double(comparisons), count: comparisons) },
        transitions: spread(transitions, comparisons))
    }
    if family.weights != nil, count > 1 { return fallback(weights, comparisons) }
    switch plan.correction {
    case .auto: return count == 1 ? .dunnett : .adjustment(.holm)
    case .graph: return .adjustment(.holm)
    case .dunnett: return count == 1 ? .dunnett : .adjustment(.holm)
    case .maxT: return .maxT
    case .none: return .none
    case .bonferroni, .holm, .hochberg, .benjaminiHochberg, .benjaminiYekutieli:
      return .adjustment(plan.correction)
    }
  }

  /// Weighted Holm: what a rejected metric held goes to the others in proportion to their weights.
  private static func fallback(_ weights: [Double], _ comparisons: Int) -> Procedure {
    let shares = weights.flatMap { Array(repeating: $0 / Double(comparisons), count: comparisons) }
    let total = shares.reduce(0, +)
    let transitions = shares.indices.map { i in
      shares.indices.map { j in i == j || total <= shares[i] ? 0 : shares[j] / (total - shares[i]) }
    }
    return .graph(weights: shares, transitions: transitions)
  }

  /// The graph of metrics for each comparison by itself.
  private static func spread(_ transitions: [[Double]], _ comparisons: Int) -> [[Double]] {
    let count = transitions.count * comparisons
    return (0..<count).map { i in
      (0..<count).map { j in i % comparisons == j % comparisons ? transitions[i / comparisons][j / comparisons] : 0 }
    }
  }

  private static func roleProcedure(_ correction: Correction, _ role: MetricRole, metrics: Int) -> Procedure {
    // Guardrails must all hold, so that no error is shared among them (Berger 1982).
    if role == .guardrail { return .none }
    switch correction {
    case .none: return .none
    case .auto:
      guard role == .primary else { return .adjustment(.benjaminiHochberg) }
      return metrics == 1 ? .dunnett : .adjustment(.holm)
    case .dunnett: return metrics == 1 ? .dunnett : .adjustment(.holm)
    case .maxT: return .maxT
    case .graph: return .adjustment(.holm)
    case .bonferroni, .holm, .hochberg, .benjaminiHochberg, .benjaminiYekutieli: return .adjustment(correction)
    }
  }
}
