internal import Diagnostics
internal import Planning
internal import Statistics

/// What ratio metrics divide by, and whether it moved.
package struct DenominatorFinding: Finding {
  package static let key = "denominators"
  package static let title = "What the ratios divide by"
  package static let place = FindingPlace.results

  private let effects: [DenominatorEffect]
  private let titles: MetricTitles
  private let wordForLift: String

  package init(_ source: FindingSource) {
    let metrics = source.plan.metrics
    effects = source.drafts.compactMap { draft in
      guard draft.metric.functional == .ratio, !draft.metric.readsAggregates, draft.comparison.contrast.isOfAverages,
        let index = metrics.firstIndex(where: { $0.name == draft.metric.name })
      else { return nil }
      return DenominatorEffect(draft, source.summary.cells[index].map(\.moments))
    }
    titles = source.titles
    wordForLift = source.plan.header.titleForLift.lowercased()
  }

  package var body: [Block] {
    guard !effects.isEmpty else { return [] }
    return [
      .paragraph(
        "A ratio can rise because its denominator fell. This is the \(wordForLift) of each denominator per unit:"),
      .bullets(effects.map(sentence)),
    ]
  }

  private func sentence(_ effect: DenominatorEffect) -> Phrase {
    let what = "\(titles[effect.metric]), \(effect.variant)"
    guard let lift = effect.lift, let interval = effect.interval, let p = effect.pValue else {
      return "\(what): not comparable, because \((effect.reason ?? .emptyArm).explanation)."
    }
    return "\(what): \(.estimate(lift, interval, in: .lift)), \(p: p)."
  }

  package var record: Record? {
    .list(
      effects.map { effect in
        [
          "metric": .text(effect.metric), "control": .text(effect.control), "variant": .text(effect.variant),
          "value_control": .number(effect.valueControl), "value_variant": .number(effect.valueVariant),
          "lift": .number(effect.lift), "ci_low": .number(effect.interval?.lower),
          "ci_high": .number(effect.interval?.upper), "p_value": .number(effect.pValue),
          "reason": .text(effect.reason?.rawValue),
        ]
      })
  }
}
