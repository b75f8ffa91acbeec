internal import Inference
internal import Statistics

/// Which units triggered, what the treatment does to all exposed units, and that it does nothing to the others.
struct TriggerSection {
  let analysis: ExperimentAnalysis

  var blocks: [Block] {
    guard let trigger = analysis.trigger else { return [] }
    let shares: [Phrase] = trigger.variants.map { variant in
      "\(.count(variant.triggered)) of \(.count(variant.exposed)) in \(variant.name)"
    }
    let who: Phrase =
      "Analyzed are the exposed units that triggered (\(trigger.reading)): \(shares.joined(separator: ", ")). "
      + "What happened to all exposed units is diluted by those that did not trigger, for which the treatment can do nothing."
    let undiluted: [Phrase] =
      trigger.undiluted.isEmpty
      ? []
      : [
        "No average of single units, and so without an effect on all of them: "
          + "\(trigger.undiluted.map(analysis.title).joined(separator: ", "))."
      ]
    return [.heading(2, "Triggered units"), .paragraph(who)]
      + (trigger.effects.isEmpty ? [] : [.table(table(trigger.effects))]) + undiluted.map(Block.paragraph)
  }

  private func table(_ effects: [TriggerEffect]) -> NumericTable {
    NumericTable(
      columns: [
        .init("Metric"), .init("Variant"), .init("Triggered", .trailing),
        .init("Difference, triggered (CI)", .trailing), .init("Difference, others (CI)", .trailing),
        .init("p, others", .trailing), .init("Difference, all (CI)", .trailing), .init("Lift, all (CI)", .trailing),
      ],
      rows: effects.map { effect in
        [
          .name(analysis.title(of: effect.metric)), .name(effect.variant),
          .init(.roundShare(effect.share)),
          .init(difference(effect.triggered, effect)), .init(difference(effect.untriggered, effect)),
          .init(.p(effect.untriggered?.pValue)),
          .init(effect.reason.map { "\(.missing) (\($0.explanation))" } ?? Phrase(difference(effect.all, effect))),
          .init(.estimate(effect.lift?.value, effect.lift?.interval, in: .lift)),
        ]
      })
  }

  private func difference(_ difference: TriggerEffect.Difference?, _ effect: TriggerEffect) -> Quantity {
    .estimate(difference?.value, difference?.interval, in: effect.isProbability ? .points : .difference)
  }
}
