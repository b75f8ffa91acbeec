internal import Diagnostics
package import Planning
internal import Statistics
internal import Terms

/// Are outcomes missing more often in one variant than in the other? Then the kept units are no longer comparable, unless it
/// cannot change the answer.
///
/// Of primary metrics and guardrails this is a gate; others are warned of.
///
/// - Note: Methods/data-checks, "Missing outcomes": the treatment's missing among all missing, by the hypergeometric distribution.
package struct MissingOutcomeCheck: DataCheckRule {
  package static let name = "missing outcomes"
  /// Share of a variant's units beyond which a metric is that of the few who answered.
  package static let largestShare = 0.5
  /// Difference between the shares, as a fraction, that is worth a warning however few units there are.
  package static let largestDifference = 0.01

  package static func run(_ plan: AnalysisPlan, _ summary: ExperimentSummary) -> [DataCheck] {
    if plan.source.rows == .aggregates { return [] }
    let gated = plan.metrics.filter(isGated).count
    return plan.metrics.enumerated().flatMap { index, metric in
      MissingOutcomes(plan, metric, summary.cells[index], amongGated: max(1, gated))?.checks ?? []
    }
  }

  fileprivate static func isGated(_ metric: PlannedMetric) -> Bool {
    // A logarithm is by its definition that of the units with a value above zero.
    metric.method.comparesVariants && !metric.takesLogarithm && (metric.role == .primary || metric.role == .guardrail)
  }
}

/// The missing outcomes of one metric.
private struct MissingOutcomes {
  let plan: AnalysisPlan
  let metric: PlannedMetric
  let cells: [MetricCell]
  /// Per variant.
  let missing: [Int]
  let eligible: [Int]
  /// Metrics that share the error of the gate.
  let gated: Int

  /// nil where nothing is missing.
  init?(_ plan: AnalysisPlan, _ metric: PlannedMetric, _ cells: [MetricCell], amongGated gated: Int) {
    (self.plan, self.metric, self.cells, self.gated) = (plan, metric, cells, gated)
    missing = cells.map { cell in cell.dropped.filter(\.key.isOfOutcome).values.reduce(0, +) }
    eligible = zip(cells, missing).map { $0.kept + $1 }
    guard missing.contains(where: { $0 > 0 }) else { return nil }
  }

  /// One for all treatments, or one for each that the gate voids.
  var checks: [DataCheck] {
    let treatments = plan.variants.indices.filter { $0 != plan.control }
    let error = plan.errors.quality / Double(gated * treatments.count)
    let found = treatments.map { variant in
      (variant: variant, p: SplitTest(control: counts(plan.control), variant: counts(variant)).pValue)
    }
    let smallest = found.map(\.p).min() ?? 1
    let isGated = MissingOutcomeCheck.isGated(metric)
    if isGated {
      let failed = found.compactMap { variant, p in
        reason(variant, differs: p < error).map { voiding(variant, p, $0) }
      }
      if !failed.isEmpty { return failed }
    }
    let differs =
      found.contains { $0.p < error }
      || shares.contains { abs($0 - shares[plan.control]) > MissingOutcomeCheck.largestDifference }
    let isGone = zip(cells, missing).contains { $0.kept == 0 && $1 > 0 }
    let distribution: Phrase =
      differs
      ? "more often in one variant than in the other\(isGated ? bounds : "")"
      : isGone ? "which leaves none" : "and their shares do not differ significantly (\(p: smallest))"
    return [
      DataCheck(
        MissingOutcomeCheck.name, differs || isGone || isOdd ? .warning : .passed, "\(sentence), \(distribution)",
        pValue: smallest, counts: counts, gate: isGated ? .missing : nil)
    ]
  }

  private func counts(_ arm: Int) -> (group: Int, all: Int) { (missing[arm], eligible[arm]) }

  private var shares: [Double] { zip(missing, eligible).map { $1 == 0 ? 0 : Double($0) / Double($1) } }

  private var counts: [(name: String, count: Int)] { zip(plan.variants, missing).map { ($0.name, $1) } }

  private func voiding(_ variant: Int, _ p: Double, _ reason: Phrase) -> DataCheck {
    DataCheck(
      MissingOutcomeCheck.name, .failed, "\(sentence), \(reason)", pValue: p, counts: counts, gate: .missing,
      variant: plan.variants[variant].name)
  }

  /// Why nothing may be concluded of a treatment; nil where something may.
  private func reason(_ variant: Int, differs: Bool) -> Phrase? {
    // What has no value at all in a variant is found empty.
    guard cells[plan.control].kept > 0, cells[variant].kept > 0 else { return nil }
    let blank = [plan.control, variant].contains { arm in
      Double(cells[arm].dropped[.missing, default: 0]) > MissingOutcomeCheck.largestShare * Double(eligible[arm])
    }
    if !metric.statesMissing, blank {
      return
        "more than half of the units of a variant; if a blank means that nothing happened write \"missing\": \"zero\", and if the metric is that of those who have a value write \"missing\": \"drop\""
    }
    guard differs else { return nil }
    let (zero, one) = (plan.variants[plan.control].name, plan.variants[variant].name)
    let shares: Phrase =
      "\(Share.percent(self.shares[variant])) of \(one) against \(Share.percent(self.shares[plan.control])) of \(zero)"
    guard let trimmed = trimmed(variant), isDecided(trimmed, variant) else {
      return
        "\(shares), which may make a difference or hide one; find out why values are missing, or write \"missing\": \"zero\" if a blank means that nothing happened"
    }
    return nil
  }

  /// What the missing leave possible of a proportion.
  private func trimmed(_ variant: Int) -> TrimmedProportions? {
    guard !metric.isClustered, metric.functional == .mean, metric.population.terms.map(\.kind) == [.truth] else {
      return nil
    }
    func arm(_ index: Int) -> TrimmedProportions.Arm? {
      guard cells[index].kept > 0 else { return nil }
      let successes = (cells[index].moments.mean[0] * Double(cells[index].kept)).rounded()
      return Int(exactly: successes).map { .init(successes: $0, observed: cells[index].kept, all: eligible[index]) }
    }
    guard let zero = arm(plan.control), let one = arm(variant) else { return nil }
    return TrimmedProportions(control: zero, variant: one)
  }

  /// Whether the missing cannot change the answer.
  private func isDecided(_ trimmed: TrimmedProportions, _ variant: Int) -> Bool {
    TrimmedAnswers(plan, metric, amongGated: gated)
      .areAlike(trimmed, on: Contrast(control: plan.control, variant: variant))
  }

  /// What cannot change the answer is told.
  private var bounds: Phrase {
    let texts = plan.variants.indices.filter { shares[$0] != shares[plan.control] }.compactMap { variant -> Phrase? in
      trimmed(variant).flatMap { trimmed in
        guard isDecided(trimmed, variant) else { return nil }
        let (zero, one) = (plan.variants[plan.control].name, plan.variants[variant].name)
        let name = trimmed.isControl ? zero : one
        return
          "if the same units were missing in \(zero) and \(one), \(name) would lie between \(Share.percent(trimmed.trimmed.lowerBound)) and \(Share.percent(trimmed.trimmed.upperBound)), which does not change the answer"
      }
    }
    return texts.isEmpty ? "" : "; \(texts.joined(separator: "; "))"
  }

  private var kinds: Set<DropReason> { Set(cells.flatMap(\.dropped.keys)).filter(\.isOfOutcome) }

  /// A blank says that nothing is known; any other value that cannot be used says that something is wrong.
  private var isOdd: Bool { !kinds.subtracting([.missing]).isEmpty }

  private var sentence: Phrase {
    let words = DropReason.allCases.filter(kinds.contains).map(\.rawValue).joined(separator: " or ")
    return
      "\(metric.name): \(.count(missing.reduce(0, +))) of \(.count(eligible.reduce(0, +))) units have no usable value (\(words)) and are dropped"
  }
}
