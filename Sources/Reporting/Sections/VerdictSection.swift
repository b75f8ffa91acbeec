internal import Diagnostics
internal import Inference
internal import Specification
internal import Statistics

/// One sentence per treatment that a manager can act on, and what it must not be read without.
struct VerdictSection {
  let analysis: ExperimentAnalysis

  var blocks: [Block] {
    var blocks: [Block] = []
    if !analysis.spec.randomized {
      blocks.append(
        .callout(
          .warning,
          analysis.curves.isEmpty
            ? "Observed, not randomized: differences between the variants may have other causes than the variants."
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
    let claims = analysis.claims.map(sentence)
    return blocks + (claims.isEmpty ? [] : [.bullets(claims)])
  }

  private func sentence(_ verdict: TreatmentVerdict) -> Block {
    guard let leading = verdict.leading else { return .paragraph("\(verdict.variant): no primary metric.") }
    let metric = analysis.title(of: leading.metric)
    let isAnswered = (leading.status == nil || leading.status == .mismatch) && leading.pValue != nil
    guard isAnswered || verdict.decider != nil else {
      let reason = leading.reason ?? "there is no result"
      return .callout(
        .warning, "\(verdict.variant) cannot be compared with \(leading.control) on \(metric): \(reason).")
    }
    let facts = facts(leading, verdict.relative, verdict.decider) + correction(verdict.decider ?? leading)
    guard let judged = (verdict.decider ?? leading).verdict else {
      return .callout(.neutral, "\(verdict.variant) against \(leading.control) on \(metric): \(facts).")
    }
    return .callout(tone(judged), "\(claim(judged, verdict.variant, leading.control, metric)): \(facts).")
  }

  private func correction(_ row: ResultRow) -> String {
    if let method = row.correction, let p = row.adjustedP {
      return ", adjusted \(equation(p)) (\(method), \(row.familySize) comparisons)"
    }
    return row.uncorrectedComparisons > 1 ? ", not corrected for \(row.uncorrectedComparisons) comparisons" : ""
  }

  private func equation(_ p: Double) -> String { p < 0.001 ? "p < 0.001" : "p = \(NumberStyle.pValue(p))" }

  private func sentence(_ decision: Decision) -> Block {
    let tone: Tone =
      switch decision.outcome {
      case .ship: .good
      case .doNotShip: .bad
      case .extend, .inconclusive, .invalid: .neutral
      }
    return .callout(tone, "Decision on \(decision.variant): \(decision.outcome.rawValue), because \(decision.reason).")
  }

  private func claim(_ judged: Verdict, _ variant: String, _ control: String, _ metric: String) -> String {
    switch judged {
    case .better: "\(variant) beats \(control) on \(metric)"
    case .worse: "\(variant) is worse than \(control) on \(metric)"
    case .different: "\(variant) differs from \(control) on \(metric)"
    case .inconclusive: "\(variant) against \(control) is inconclusive on \(metric)"
    case .nonInferior: "\(variant) is not worse than \(control) by more than the margin on \(metric)"
    case .equivalent: "\(variant) is equivalent to \(control) on \(metric)"
    case .compatible: "\(variant) against \(control) is compatible with the claim on \(metric)"
    case .confirmed: "\(variant) against \(control) confirms the claim on \(metric)"
    case .refuted: "\(variant) against \(control) refutes the claim on \(metric)"
    case .exceeded: "\(variant) against \(control) exceeds the claim on \(metric)"
    }
  }

  private func tone(_ verdict: Verdict) -> Tone {
    switch verdict {
    case .better, .nonInferior, .equivalent, .confirmed, .exceeded: .good
    case .worse, .refuted: .bad
    case .different, .inconclusive, .compatible: .neutral
    }
  }

  private func facts(_ leading: ResultRow, _ relative: ResultRow?, _ decider: ResultRow?) -> String {
    let style = MetricStyle(row: leading)
    let values =
      "\(style.value(leading.valueVariant, leading.valueVariantInterval)) against "
      + style.value(leading.valueControl, leading.valueControlInterval)
    let level = NumberStyle.level(leading.level)
    // The p-value that decides stands beside an interval of another test only with its name.
    let p =
      decider.flatMap { row in row.pValue.map { "\(equation($0)) (\(row.method))" } } ?? leading.pValue.map(equation)
      ?? ""
    guard leading.interval != nil else {
      return "\(values), difference \(style.estimate(leading.estimate)), \(p)"
    }
    guard let relative, relative.interval != nil, relative.estimate != nil else {
      return "\(values), difference \(style.estimate(leading.estimate)) (\(level) CI \(style.interval)), \(p)"
    }
    let lift = MetricStyle(row: relative)
    return
      "\(values), \(analysis.wordForLift(in: leading)) of \(lift.estimate(relative.estimate)) (\(level) CI \(lift.interval)), \(p)"
  }

  private func sentence(_ claim: PublishedClaim) -> String {
    let published = "The published \(claim.text)"
    let pair = "\(claim.variant) against \(claim.control) on \(analysis.title(of: claim.metric))"
    guard let answer = claim.answer, let compatibility = claim.compatibilityP, let atLeast = claim.atLeastP,
      let equivalence = claim.equivalenceP
    else { return "\(published) cannot be held against \(pair): there is no lift." }
    let words =
      switch answer {
      case .refuted: "is refuted by \(pair)"
      case .confirmed: "is confirmed by \(pair), within a factor of \(NumberStyle.exact(PublishedClaim.factor))"
      case .exceeded: "is exceeded by \(pair)"
      default: "is compatible with \(pair), which does not confirm it"
      }
    let (noun, article) = analysis.isCausal(claim.metric) ? ("effect", "an") : ("ratio", "a")
    return
      "\(published) \(words): \(equation(compatibility)) for exactly that \(noun), \(equation(atLeast)) for at least that, "
      + "\(equation(equivalence)) against \(article) \(noun) outside a factor of \(NumberStyle.exact(PublishedClaim.factor))."
  }
}

extension ExperimentAnalysis {
  /// A lift is what a variant does; without randomization, and along a dose that units brought with them, there is only a
  /// difference.
  func wordForLift(in row: ResultRow) -> String {
    (isCausal(row.metric) ? "a lift" : "a relative difference") + (isReturn(row.metric) ? " in ROAS" : "")
  }

  /// Whether a metric is shown less one, which leaves a lift of it without a meaning near zero.
  func isReturn(_ metric: String) -> Bool { spec.metrics.contains { $0.name.value == metric && $0.metric.shift != 0 } }

  /// Whether a lot drew what a metric compares.
  func isCausal(_ metric: String) -> Bool {
    spec.randomized && !curves.contains { $0.metric == metric && $0.isAssociation }
  }

  var titleForLift: String { spec.randomized ? "Lift" : "Relative difference" }

  /// The metric's title where it has one.
  func title(of metric: String) -> String {
    spec.metrics.first { $0.name.value == metric }?.title ?? metric
  }
}
