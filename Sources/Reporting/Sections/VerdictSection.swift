internal import Diagnostics
internal import Inference
internal import Planning
internal import Statistics

/// One sentence per treatment that a manager can act on, and what it must not be read without.
struct VerdictSection {
  let analysis: ExperimentAnalysis

  var blocks: [Block] {
    var blocks: [Block] = []
    if !analysis.header.isRandomized {
      blocks.append(
        .callout(
          .warning,
          !analysis.results.metrics.contains(where: \.metric.comparesDoses)
            ? "Observed, not randomized: differences between the variants may have causes other than the variants."
            : "Observed, not randomized: differences between variants, or along a dose, are associations, which may have other causes."
        ))
    }
    for check in analysis.checks where check.outcome == .failed {
      blocks.append(.callout(.bad, "No verdict: \(check.finding). Numbers are shown for debugging only."))
    }
    blocks += analysis.verdicts.map(sentence)
    blocks += analysis.decisions.filter { $0.outcome != .invalid }.map(sentence)
    blocks += analysis.verdicts.flatMap { verdict in
      verdict.regressions.map { .callout(.bad, "Guardrail \($0) got worse in \(verdict.variant).") }
    }
    return blocks + analysis.findings.sections(at: .verdict)
  }

  private func sentence(_ verdict: TreatmentVerdict) -> Block {
    guard let metric = verdict.metric, let comparison = verdict.comparison else {
      return .paragraph("\(verdict.variant): no primary metric.")
    }
    let (variant, control, title) = (comparison.variant, comparison.control, metric.title)
    let leading = comparison.leading
    guard leading.isEstimated && leading.pValue != nil || comparison.outsider != nil else {
      let reason = leading.reason ?? "there is no result"
      return .callout(.warning, "\(variant) cannot be compared with \(control) on \(title): \(reason).")
    }
    let facts = facts(metric, comparison) + correction((comparison.outsider ?? leading).family)
    guard let judged = comparison.verdict else {
      return .callout(.neutral, "\(variant) vs \(control) on \(title): \(facts).")
    }
    return .callout(judged.tone, "\(claim(judged, variant, control, title)) \(facts).")
  }

  private func correction(_ family: Answer.FamilyShare) -> Phrase {
    if let method = family.method, let p = family.pValue {
      return ", adjusted \(p: p) (\(method), \(family.size) comparisons)"
    }
    return family.uncorrected > 1 ? ", not corrected for \(family.uncorrected) comparisons" : ""
  }

  private func sentence(_ decision: Decision) -> Block {
    let tone: Tone =
      switch decision.outcome {
      case .ship: .good
      case .doNotShip: .bad
      case .inconclusive, .invalid: .neutral
      }
    return .callout(tone, "Decision on \(decision.variant): \(decision.outcome.rawValue), because \(decision.reason).")
  }

  private func claim(_ judged: Verdict, _ variant: String, _ control: String, _ metric: String) -> String {
    switch judged {
    case .better: "\(variant) beats \(control) on \(metric):"
    case .worse: "\(variant) is worse than \(control) on \(metric):"
    case .different: "\(variant) differs from \(control) on \(metric):"
    case .inconclusive: "\(variant) vs \(control): inconclusive on \(metric);"
    case .nonInferior: "\(variant) is not worse than \(control) by more than the margin on \(metric):"
    case .equivalent: "\(variant) is equivalent to \(control) on \(metric):"
    case .compatible: "\(variant) vs \(control): compatible with the claim on \(metric);"
    case .confirmed: "\(variant) vs \(control): the claim on \(metric) is confirmed;"
    case .refuted: "\(variant) vs \(control): the claim on \(metric) is refuted;"
    case .exceeded: "\(variant) vs \(control): the claim on \(metric) is exceeded;"
    }
  }

  private func facts(_ metric: ReportedMetric, _ comparison: ComparisonResult) -> Phrase {
    let leading = comparison.leading
    let values: Phrase = "\(leading.shown(leading.variant)) vs \(leading.shown(leading.control))"
    let level = Quantity.level(leading.test.level)
    // The p-value that decides stands beside an interval of another test only with its name.
    let p: Phrase =
      comparison.outsider.flatMap { _ in comparison.decidingAlternative?.deciding }
      ?? leading.pValue.map { "\(p: $0)" } ?? ""
    guard leading.interval != nil else {
      return "\(values), difference \(leading.shown(leading.estimate)), \(p)"
    }
    guard let lift = comparison[.relative], lift.interval != nil, lift.estimate != nil else {
      return
        "\(values), difference \(leading.shown(leading.estimate)) (\(level) CI \(leading.shownInterval)), \(p)"
    }
    return
      "\(values), \(wordForLift(metric)) of \(lift.shown(lift.estimate)) (\(level) CI \(lift.shownInterval)), \(p)"
  }

  /// A lift is what a variant does; without randomization, and along a dose that units brought with them, there is only a
  /// difference.
  private func wordForLift(_ metric: ReportedMetric) -> String {
    (metric.isCausal ? "a lift" : "a relative difference") + (metric.isReturn ? " in ROAS" : "")
  }
}
