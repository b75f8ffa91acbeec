internal import Planning
internal import Statistics

/// How published figures compare with the data.
package struct ClaimFinding: Finding {
  package static let key = "published_claims"
  package static let title = "Published claims"
  package static let place = FindingPlace.verdict

  private let claims: [(claim: PublishedClaim, metric: ReportedMetric)]

  package init(_ source: FindingSource) {
    let metrics = source.results.metrics
    claims = source.drafts.compactMap { draft in
      guard let claim = PublishedClaim(draft),
        let metric = metrics.first(where: { $0.metric.name == claim.metric })?.metric
      else { return nil }
      return (claim, metric)
    }
  }

  package var body: [Block] { claims.isEmpty ? [] : [.bullets(claims.map(sentence))] }

  private func sentence(_ claim: PublishedClaim, _ metric: ReportedMetric) -> Phrase {
    let published = "The published \(claim.text)"
    let pair = "\(claim.variant) vs \(claim.control) on \(metric.title)"
    guard let answer = claim.answer, let compatibility = claim.compatibilityP, let atLeast = claim.atLeastP,
      let equivalence = claim.equivalenceP
    else { return "\(published) cannot be compared with \(pair): there is no lift." }
    let factor = Quantity.exact(PublishedClaim.factor)
    let words: Phrase =
      switch answer {
      case .refuted: "is refuted by \(pair)"
      case .confirmed: "is confirmed by \(pair), within a factor of \(factor)"
      case .exceeded: "is exceeded by \(pair)"
      case .compatible, .better, .worse, .different, .inconclusive, .nonInferior, .equivalent:
        "is compatible with \(pair), but not confirmed"
      }
    let (noun, article) = metric.isCausal ? ("effect", "an") : ("ratio", "a")
    return
      "\(published) \(words): \(p: compatibility) against exactly this \(noun), \(p: atLeast) against at least this \(noun), "
      + "\(p: equivalence) against \(article) \(noun) outside a factor of \(factor)."
  }

  package var record: Record? {
    .list(
      claims.map { claim, _ in
        [
          "metric": .text(claim.metric), "control": .text(claim.control), "variant": .text(claim.variant),
          "published": .text(claim.text), "lift": .number(claim.lift), "answer": .text(claim.answer?.rawValue),
          "p_compatible": .number(claim.compatibilityP), "p_at_least": .number(claim.atLeastP),
          "p_equivalent": .number(claim.equivalenceP),
        ]
      })
  }
}
