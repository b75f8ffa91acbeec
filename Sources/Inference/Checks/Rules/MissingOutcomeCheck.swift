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
    return plan.metrics.indices.flatMap { MissingOutcomeReading(plan, $0, summary)?.checks ?? [] }
  }
}

/// The missing outcomes of one metric, in words.
private struct MissingOutcomeReading {
  private let plan: AnalysisPlan
  private let metric: PlannedMetric
  private let summary: ExperimentSummary
  private let cells: [MetricCell]
  private let outcomes: MissingOutcomes
  /// What the missing leave possible of a mean, by treatment.
  private let trimmedMeans: [Int: LeeBounds]

  /// nil where nothing is missing.
  init?(_ plan: AnalysisPlan, _ index: Int, _ summary: ExperimentSummary) {
    self.summary = summary
    (self.plan, metric, cells) = (plan, plan.metrics[index], summary.cells[index])
    outcomes = MissingOutcomes(plan, index, cells, clusters: summary.clusterMissing[index])
    trimmedMeans = summary.trimmed[index, default: [:]]
    if outcomes.areNone { return nil }
  }

  /// One for all treatments, or one for each that the gate voids.
  var checks: [DataCheck] {
    let treatments = plan.variants.indices.filter { $0 != plan.control }
    let smallest = treatments.map(outcomes.pValue).min() ?? 1
    let isGated = outcomes.isGated
    if isGated {
      let failed = treatments.compactMap { variant in
        reason(variant).map { voiding(variant, outcomes.pValue(variant), $0) }
      }
      if !failed.isEmpty { return failed }
    }
    let differs = treatments.contains(where: outcomes.differs)
    let isFar = shares.contains { abs($0 - shares[plan.control]) > MissingOutcomeCheck.largestDifference }
    let gone = plan.variants.indices.filter { cells[$0].kept == 0 && outcomes.missing[$0] > 0 }
    let isGone = !gone.isEmpty
    let whose: Phrase =
      gone.count == plan.variants.count ? "" : " in \(gone.map { plan.variants[$0].name }.joined(separator: ", "))"
    let distribution: Phrase =
      differs
      ? "more often in one variant than in the other\(isGated ? bounds : "")"
      : isGone
        ? "which leaves none\(whose)"
        : isFar
          ? "in shares that differ, perhaps by chance (\(p: smallest))\(isGated ? bounds : "")"
          : "and their shares do not differ significantly (\(p: smallest))"
    return [
      DataCheck(
        MissingOutcomeCheck.name, differs || isFar || isGone || isOdd ? .warning : .passed,
        "\(sentence), \(distribution)",
        pValue: smallest, counts: counts, gate: isGated ? .missing : nil)
    ]
  }

  private var shares: [Double] { outcomes.shares }

  private var counts: [(name: String, count: Int)] { zip(plan.variants, outcomes.missing).map { ($0.name, $1) } }

  private func voiding(_ variant: Int, _ p: Double, _ reason: Phrase) -> DataCheck {
    DataCheck(
      MissingOutcomeCheck.name, .failed, "\(sentence), \(reason)", pValue: p, counts: counts, gate: .missing,
      variant: plan.variants[variant].name)
  }

  /// Why nothing may be concluded of a treatment; nil where something may.
  private func reason(_ variant: Int) -> Phrase? {
    // What has no value at all in a variant is found empty.
    guard cells[plan.control].kept > 0, cells[variant].kept > 0 else { return nil }
    let blank = [plan.control, variant].contains { arm in
      Double(dropped(arm)[.missing, default: 0]) > MissingOutcomeCheck.largestShare
        * Double(outcomes.eligible[arm])
    }
    if !metric.statesMissing, blank {
      return
        "more than half of the units of a variant; if a blank means that nothing happened write \"missing\": \"zero\", and if the metric is that of those who have a value write \"missing\": \"drop\""
    }
    guard outcomes.differs(variant) else { return nil }
    let (zero, one) = (plan.variants[plan.control].name, plan.variants[variant].name)
    let shares: Phrase =
      "\(Share.percent(self.shares[variant])) of \(one) against \(Share.percent(self.shares[plan.control])) of \(zero)"
    guard let trimmed = trimmed(variant), isDecided(trimmed, variant) else {
      return
        "\(shares), which may make a difference or hide one; find out why values are missing, or write \"missing\": \"zero\" if a blank means that nothing happened"
    }
    return nil
  }

  /// What the missing leave possible; nil where nothing is known of them.
  private func trimmed(_ variant: Int) -> LeeBounds? {
    guard metric.isTrimmed, metric.population.terms.map(\.kind) == [.truth] else { return trimmedMeans[variant] }
    func arm(_ index: Int) -> ObservedProportion? {
      let successes = (cells[index].moments.mean[0] * Double(cells[index].kept)).rounded()
      return Int(exactly: successes).map { ObservedProportion(successes: $0, outcomes.observed(index)) }
    }
    guard let zero = arm(plan.control), let one = arm(variant) else { return nil }
    return LeeBounds(control: zero, variant: one)
  }

  /// Whether the missing cannot change the answer.
  private func isDecided(_ trimmed: LeeBounds, _ variant: Int) -> Bool {
    TrimmedAnswers(plan, metric, amongGated: plan.gatedByMissing)
      .areAlike(trimmed, on: Contrast(control: plan.control, variant: variant))
  }

  /// What cannot change the answer is told.
  private var bounds: Phrase {
    let texts = plan.variants.indices.filter { shares[$0] != shares[plan.control] }.compactMap { variant -> Phrase? in
      trimmed(variant).flatMap { trimmed in
        guard isDecided(trimmed, variant) else { return nil }
        let (zero, one) = (plan.variants[plan.control].name, plan.variants[variant].name)
        let name = trimmed.isControl ? zero : one
        let (low, high) = (end(trimmed.trimmed.lowerBound, trimmed), end(trimmed.trimmed.upperBound, trimmed))
        return
          "if the same units were missing in \(zero) and \(one), \(name) would lie between \(low) and \(high), which does not change the decision"
      }
    }
    return texts.isEmpty ? "" : "; \(texts.joined(separator: "; "))"
  }

  private func end(_ value: Double, _ bounds: LeeBounds) -> Quantity {
    guard !metric.isProbability else { return Share.percent(value) }
    return .value(value, in: .plain, resolution: bounds.trimmed.upperBound - bounds.trimmed.lowerBound)
  }

  /// Units left out by reason, also those of clusters.
  private func dropped(_ arm: Int) -> [DropReason: Int] {
    plan.source.cluster != nil && plan.source.rows == .units ? cells[arm].droppedRows : cells[arm].dropped
  }

  private var kinds: Set<DropReason> { Set(cells.indices.flatMap { dropped($0).keys }).filter(\.isOfOutcome) }

  /// A blank says that nothing is known; any other value that cannot be used says that something is wrong.
  private var isOdd: Bool { !kinds.subtracting([.missing]).isEmpty }

  private var sentence: Phrase {
    let words = DropReason.allCases.filter(kinds.contains).map { reason in
      // Of rows that are summed up to units not every blank leaves its unit without a value.
      reason.rawValue + ((plan.source.rows == .events ? nil : summary.shown(metric, reason)).map { ": \($0)" } ?? "")
    }.joined(separator: "; ")
    return
      "\(metric.name): \(.count(outcomes.missing.reduce(0, +))) of \(.count(outcomes.eligible.reduce(0, +))) units have no usable value (\(words)) and are dropped"
  }
}
