internal import Statistics

/// Which units triggered, what the treatment does to all exposed units, and that it does nothing to the others.
package struct TriggerFinding: Finding {
  package static let key = "trigger"
  package static let title = "Triggered units"
  package static let place = FindingPlace.chapter

  private let trigger: TriggerSummary?
  private let titles: MetricTitles

  package init(_ source: FindingSource) {
    trigger = TriggerSummary(source.plan, source.summary, source.drafts)
    titles = source.titles
  }

  package var body: [Block] {
    guard let trigger else { return [] }
    let shares: [Phrase] = trigger.variants.map { variant in
      "\(.count(variant.triggered)) of \(.count(variant.exposed)) in \(variant.name)"
    }
    let who: Phrase =
      "Only exposed units that triggered are analyzed (\(trigger.inWords)): \(shares.joined(separator: ", ")). "
      + "The effect on all exposed units is diluted by those that did not trigger, for which the treatment can do nothing."
    let undiluted: [Phrase] =
      trigger.undiluted.isEmpty
      ? []
      : [
        "Not averages over units, so no effect on all exposed units is given: "
          + "\(trigger.undiluted.map { titles[$0] }.joined(separator: ", "))."
      ]
    return [.paragraph(who)]
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
          .name(titles[effect.metric]), .name(effect.variant),
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

  package var record: Record? {
    guard let trigger else { return nil }
    return [
      "trigger": .text(trigger.inWords),
      "variants": .list(
        trigger.variants.map {
          ["variant": .text($0.name), "triggered": .count($0.triggered), "exposed": .count($0.exposed)]
        }),
      "effects": .list(trigger.effects.map(record)),
    ]
  }

  private func record(_ effect: TriggerEffect) -> Record {
    let identity: Record = [
      "metric": .text(effect.metric), "control": .text(effect.control), "variant": .text(effect.variant),
      "share": .number(effect.share),
    ]
    return identity + record("triggered", effect.triggered) + record("untriggered", effect.untriggered)
      + record("all", effect.all) + record("lift_all", effect.lift) + ["reason": .text(effect.reason?.rawValue)]
  }

  private func record(_ name: String, _ difference: TriggerEffect.Difference?) -> Record {
    [
      name: .number(difference?.value), "\(name)_low": .number(difference?.interval?.lower),
      "\(name)_high": .number(difference?.interval?.upper), "\(name)_p": .number(difference?.pValue),
    ]
  }
}
