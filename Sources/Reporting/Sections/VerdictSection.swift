internal import Diagnostics
internal import Inference
internal import Planning
internal import Statistics

/// What to do with each treatment, what its primary metric says, and what neither must be read without.
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
      let whom = check.variant.map { " on \($0)" } ?? ""
      blocks.append(.callout(.bad, "No verdict\(whom): \(check.finding). Numbers are shown for debugging only."))
    }
    for check in analysis.checks where check.outcome == .accepted {
      blocks.append(
        .callout(.warning, "A failed check was accepted (\(check.acceptedBecause ?? "")): \(check.finding)."))
    }
    blocks += analysis.decisions.flatMap(decision)
    blocks += analysis.verdicts.compactMap(sentence)
    return blocks + analysis.findings.sections(at: .verdict)
  }

  /// The decision, and all that a reader must know beside it.
  private func decision(_ decision: Decision) -> [Block] {
    // What observation forbids, and which check failed, is said above.
    guard decision.outcome != .invalid, decision.reason != .observed else { return [] }
    let tone: Tone =
      switch decision.outcome {
      case .ship: .good
      case .doNotShip: .bad
      case .tradeOff: .warning
      case .extend, .inconclusive, .noDecision, .invalid: .neutral
      }
    let whom: Phrase = analysis.decisions.count > 1 ? "\(decision.variant): " : ""
    let notes: [Phrase] = decision.notes.map { "\(whom)\($0.sentence)." }
    return [.callout(tone, decision.headline + ".")] + (notes.isEmpty ? [] : [.bullets(notes)])
  }

  /// nil where nothing has to improve.
  private func sentence(_ verdict: TreatmentVerdict) -> Block? {
    guard let metric = verdict.metric, let comparison = verdict.comparison else { return nil }
    let (variant, control, title) = (comparison.variant, comparison.control, metric.shownTitle)
    let leading = comparison.leading
    guard leading.isEstimated && leading.pValue != nil || comparison.outsider != nil else {
      let reason = leading.reason ?? "there is no result"
      return .callout(.warning, "\(variant) cannot be compared with \(control) on \(title): \(reason).")
    }
    let facts = facts(metric, comparison) + correction((comparison.outsider ?? leading).family)
    if leading.status == .tooSkewed, let reason = leading.reason {
      return .callout(.warning, "\(variant) vs \(control) on \(title): no verdict, because \(reason); \(facts).")
    }
    guard let judged = comparison.word else {
      return .callout(.neutral, "\(variant) vs \(control) on \(title): \(facts).")
    }
    return .callout(judged.tone, "\(claim(judged, comparison, title)) \(facts).")
  }

  private func correction(_ family: Answer.FamilyShare) -> Phrase {
    if let method = family.method, let p = family.pValue {
      return ", adjusted \(p: p) (\(method), \(family.size) comparisons)"
    }
    return family.uncorrected > 1 ? ", not corrected for \(family.uncorrected) comparisons" : ""
  }

  private func claim(_ judged: Verdict, _ comparison: ComparisonResult, _ metric: String) -> Phrase {
    let (variant, control) = (comparison.variant, comparison.control)
    let margin = comparison.question.map(\.shownNullSize) ?? .missing
    return switch judged {
    case .better: "\(variant) beats \(control) on \(metric):"
    case .worse: "\(variant) is worse than \(control) on \(metric):"
    case .different: "\(variant) differs from \(control) on \(metric):"
    case .lower, .higher:
      "\(variant) is \(judged.rawValue) than \(control) on \(metric), \(comparison.dependsOnDays ? "but that depends on the days" : "by this test alone"):"
    case .inconclusive: "\(variant) vs \(control): inconclusive on \(metric);"
    case .ruledOut:
      "\(variant) vs \(control) on \(metric): the \(comparison.question?.noun ?? "question") of \(margin) is ruled out;"
    case .nonInferior: "\(variant) is not worse than \(control) by more than the margin of \(margin) on \(metric):"
    case .equivalent: "\(variant) is equivalent to \(control) within ±\(margin) on \(metric):"
    case .exceeded, .confirmed, .confirmedButSmaller, .refuted, .smaller, .notReproduced, .undecided:
      "\(variant) vs \(control) on \(metric):"
    }
  }

  private func facts(_ metric: ReportedMetric, _ comparison: ComparisonResult) -> Phrase {
    let leading = comparison.leading
    let values: Phrase = "\(leading.shown(leading.variant)) vs \(leading.shown(leading.control))"
    let level = Quantity.level(leading.test.level)
    let p = p(comparison)
    guard leading.interval != nil else {
      guard leading.estimate != nil else { return leading.reason.map { "\(p); \($0)" } ?? p }
      return "\(values), difference \(leading.shown(leading.estimate)), \(p)"
    }
    guard let lift = comparison[.relative], lift.interval != nil, lift.estimate != nil else {
      return
        "\(values), difference \(leading.shown(leading.estimate)) (\(level) CI \(leading.shownInterval)), \(p)"
    }
    return
      "\(values), \(wordForLift(metric)) of \(lift.shown(lift.estimate)) (\(level) CI \(lift.shownInterval)), \(p)"
  }

  /// The p-value of "no difference", and that of the metric's own question where the sentence answers it.
  private func p(_ comparison: ComparisonResult) -> Phrase {
    // The p-value that decides stands beside an interval of another test only with its name.
    let difference: Phrase =
      comparison.outsider.flatMap { _ in comparison.decidingAlternative?.deciding }
      ?? comparison.leading.pValue.map { "\(p: $0)" } ?? ""
    if comparison.verdict == .worse, let harm = comparison.harm?.pValue {
      if comparison.leading.test.alternative != .twoSided { return "\(difference) for a gain, \(p: harm) for harm" }
      if !comparison.isShownByItsP { return "\(difference) on both sides, \(p: harm) for harm" }
    }
    guard let question = comparison.wordedQuestion, let own = question.pValue else { return difference }
    return "\(p: own) for the \(question.noun), \(difference) for a difference"
  }

  /// A lift is what a variant does; without randomization, and along a dose that units brought with them, there is only a
  /// difference.
  private func wordForLift(_ metric: ReportedMetric) -> String {
    (metric.isCausal ? "a lift" : "a relative difference") + (metric.isReturn ? " in ROAS" : "")
  }
}

extension Answer {
  /// What the test asks about, with a name.
  fileprivate var noun: String {
    switch test.hypothesis {
    case .nonInferiority: "margin"
    case .equivalence: "equivalence"
    case .superiority: "minimum effect"
    case .claim: "published effect"
    }
  }
}
