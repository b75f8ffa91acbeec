internal import Planning
internal import Statistics

/// How published figures compare with the data.
package struct ClaimFinding: Finding {
  package static let key = "published_claims"
  package static let title = "Published claims"
  package static let place = FindingPlace.verdict

  private let claims: [(claim: PublishedClaim, metric: ReportedMetric, answer: Answer)]

  package init(_ source: FindingSource) {
    claims = source.drafts.compactMap { draft in
      guard let claim = draft.claim,
        let metric = source.results.metrics.first(where: { $0.metric.name == claim.metric }),
        let answer = metric.comparison(of: claim.variant, with: claim.control)?.question
      else { return nil }
      return (claim, metric.metric, answer)
    }
  }

  package var body: [Block] { claims.isEmpty ? [] : [.bullets(claims.map(sentence))] }

  private func sentence(_ claim: PublishedClaim, _ metric: ReportedMetric, _ answer: Answer) -> Phrase {
    let published = "The published \(claim.text)"
    let pair = "\(claim.variant) vs \(claim.control) on \(metric.title)"
    guard claim.answer != nil, let interval = claim.interval else {
      return
        "\(published) cannot be compared with \(pair): there is no interval of the \(metric.isCausal ? "lift" : "relative difference")."
    }
    guard let verdict = answer.verdict else {
      let reason = answer.reason ?? NotEstimable.mismatch.explanation
      return "\(published) is neither confirmed nor refuted by \(pair): \(reason)."
    }
    let effect = metric.isCausal ? "effect" : "difference"
    let part: Phrase = claim.share == 0.5 ? "half of it" : "\(.level(claim.share)) of it"
    let words: Phrase =
      switch verdict {
      case .exceeded: "is exceeded by \(pair): the \(effect) is larger"
      case .confirmed: "is confirmed by \(pair): more than \(part) is shown, and all of it is possible"
      case .confirmedButSmaller:
        "is confirmed by \(pair) in part: more than \(part) is shown, but the \(effect) is smaller than published"
      case .refuted: "is refuted by \(pair): not even \(part) is possible"
      case .smaller:
        "is too large for \(pair): there is \(effect == "effect" ? "an" : "a") \(effect), but a smaller one"
      case .undecided where answer.warnings.contains(.dependsOnDays):
        "is neither confirmed nor refuted by \(pair): the answer depends on the days, for it is another one in strata by the day of exposure"
      case .undecided where claim.answer != .undecided:
        "is neither confirmed nor refuted by \(pair): the test that decides shows no \(effect), so that the interval alone shows none either"
      case .notReproduced where claim.answer != .notReproduced:
        "is not reproduced by \(pair): the \(effect) is smaller than published, and the test that decides shows none"
      case .notReproduced:
        "is not reproduced by \(pair): the \(effect) is smaller than published, and may be none"
      case .undecided, .better, .worse, .lower, .higher, .different, .inconclusive, .nonInferior, .equivalent,
        .ruledOut:
        "is neither confirmed nor refuted by \(pair): both all of it and no more than \(part) are possible"
      }
    let units: Phrase =
      claim.unitsToDecide.map { "; about \(.count(roughly(Double($0)))) \(claim.rows) a variant would tell" } ?? ""
    let selection =
      verdict == .smaller || verdict == .confirmedButSmaller
      ? " A number that was published because it was significant is too large on average." : ""
    let level = Quantity.level(answer.test.level)
    return
      "\(published) \(words) (\(level) CI of the \(metric.isCausal ? "lift" : "relative difference") \(Quantity.interval(interval, NumberScale(.lift, resolution: answer.standardError, null: 0))))\(units).\(selection)"
  }

  package var record: Record? {
    .list(
      claims.map { claim, _, answer in
        [
          "metric": .text(claim.metric), "control": .text(claim.control), "variant": .text(claim.variant),
          "published": .text(claim.text), "lift": .number(claim.lift), "share": .number(claim.share),
          "answer": .text(answer.verdict?.rawValue), "lower": .number(claim.interval?.lower),
          "upper": .number(claim.interval?.upper), "p_compatible": .number(claim.compatibilityP),
          "units_to_decide": .count(claim.unitsToDecide),
        ]
      })
  }
}
