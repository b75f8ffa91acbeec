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
          "Observed, not randomized: differences between the variants may have other causes than the variants."))
    }
    for check in analysis.checks where check.outcome == .failed {
      blocks.append(.callout(.bad, "No verdict: \(check.finding). Numbers are shown for debugging only."))
    }
    blocks += analysis.verdicts.map(sentence)
    blocks += analysis.verdicts.flatMap { verdict in
      verdict.regressions.map { .callout(.bad, "Guardrail \($0) got worse in \(verdict.variant).") }
    }
    let claims = analysis.claims.map(sentence)
    return blocks + (claims.isEmpty ? [] : [.bullets(claims)])
  }

  private func sentence(_ verdict: TreatmentVerdict) -> Block {
    guard let absolute = verdict.absolute else { return .paragraph("\(verdict.variant): no primary metric.") }
    let metric = analysis.title(of: absolute.metric)
    guard absolute.status == nil || absolute.status == .mismatch, absolute.pValue != nil else {
      let reason = absolute.reason ?? "there is no result"
      return .callout(
        .warning, "\(verdict.variant) cannot be compared with \(absolute.control) on \(metric): \(reason).")
    }
    let others = absolute.uncorrectedComparisons
    let facts =
      facts(absolute, verdict.relative) + (others > 1 ? ", not corrected for \(others) comparisons" : "")
    guard let judged = absolute.verdict else {
      return .callout(.neutral, "\(verdict.variant) against \(absolute.control) on \(metric): \(facts).")
    }
    return .callout(tone(judged), "\(claim(judged, verdict.variant, absolute.control, metric)): \(facts).")
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
    case .incompatible: "\(variant) against \(control) contradicts the claim on \(metric)"
    }
  }

  private func tone(_ verdict: Verdict) -> Tone {
    switch verdict {
    case .better, .nonInferior, .equivalent: .good
    case .worse: .bad
    case .different, .inconclusive, .compatible, .incompatible: .neutral
    }
  }

  private func facts(_ absolute: ResultRow, _ relative: ResultRow?) -> String {
    let style = MetricStyle(row: absolute)
    let values =
      "\(style.value(absolute.valueVariant, absolute.valueVariantInterval)) against "
      + style.value(absolute.valueControl, absolute.valueControlInterval)
    let level = NumberStyle.level(absolute.level)
    let p = absolute.pValue.map { $0 < 0.001 ? "p < 0.001" : "p = \(NumberStyle.pValue($0))" } ?? ""
    guard let relative, relative.interval != nil, relative.estimate != nil else {
      return "\(values), difference \(style.estimate(absolute.estimate)) (\(level) CI \(style.interval)), \(p)"
    }
    let lift = MetricStyle(row: relative)
    return
      "\(values), \(analysis.wordForLift) of \(lift.estimate(relative.estimate)) (\(level) CI \(lift.interval)), \(p)"
  }

  private func sentence(_ claim: PublishedClaim) -> String {
    let published = "The published \(claim.text)"
    let pair = "\(claim.variant) against \(claim.control) on \(analysis.title(of: claim.metric))"
    switch claim.isInside {
    case true?:
      return "\(published) lies inside the interval of \(pair): compatible with it, which does not confirm it."
    case false?: return "\(published) lies outside the interval of \(pair)."
    case nil: return "\(published) cannot be held against \(pair): there is no interval."
    }
  }
}

extension ExperimentAnalysis {
  /// A lift is what a variant does; without randomization there is only a difference.
  var wordForLift: String { spec.randomized ? "a lift" : "a relative difference" }

  var titleForLift: String { spec.randomized ? "Lift" : "Relative difference" }

  /// The metric's title where it has one.
  func title(of metric: String) -> String {
    spec.metrics.first { $0.name.value == metric }?.title ?? metric
  }
}
