internal import Inference
internal import Statistics

/// Which units triggered, what the treatment does to all exposed units, and that it does nothing to the others.
struct TriggerSection {
  let analysis: ExperimentAnalysis

  var blocks: [Block] {
    guard let trigger = analysis.trigger else { return [] }
    let shares = trigger.variants.map { variant in
      "\(NumberStyle.count(variant.triggered)) of \(NumberStyle.count(variant.exposed)) in \(variant.name)"
    }
    let who =
      "Analyzed are the exposed units that triggered (\(trigger.reading)): \(shares.joined(separator: ", ")). "
      + "What happened to all exposed units is diluted by those that did not trigger, for which the treatment can do nothing."
    let undiluted =
      trigger.undiluted.isEmpty
      ? []
      : [
        "No average of single units, and so without an effect on all of them: "
          + trigger.undiluted.map(analysis.title).joined(separator: ", ") + "."
      ]
    return [.heading(2, "Triggered units"), .paragraph(who)]
      + (trigger.effects.isEmpty ? [] : [.table(table(trigger.effects))]) + undiluted.map(Block.paragraph)
  }

  private func table(_ effects: [TriggerEffect]) -> TextTable {
    TextTable(
      columns: [
        .init("Metric"), .init("Variant"), .init("Triggered", .trailing),
        .init("Difference, triggered (CI)", .trailing), .init("Difference, others (CI)", .trailing),
        .init("p, others", .trailing), .init("Difference, all (CI)", .trailing), .init("Lift, all (CI)", .trailing),
      ],
      rows: effects.map { effect in
        [
          .init(analysis.title(of: effect.metric)), .init(effect.variant),
          .init(NumberStyle.percent(effect.share, scale: 0.01)),
          .init(text(effect.triggered, effect)), .init(text(effect.untriggered, effect)),
          .init(effect.untriggered?.pValue.map(NumberStyle.pValue) ?? "—"),
          .init(effect.reason.map { "— (\($0.explanation))" } ?? text(effect.all, effect)), .init(lift(effect.lift)),
        ]
      })
  }

  private func text(_ difference: TriggerEffect.Difference?, _ effect: TriggerEffect) -> String {
    let isProbability = analysis.rows.first { $0.metric == effect.metric }?.isProbability ?? false
    return shown(difference) {
      isProbability ? NumberStyle.percentagePoints($0, scale: $1) : NumberStyle.signedValue($0, scale: $1)
    }
  }

  private func lift(_ difference: TriggerEffect.Difference?) -> String {
    shown(difference) { NumberStyle.percent($0, scale: $1, signed: true) }
  }

  private func shown(_ difference: TriggerEffect.Difference?, _ style: (Double, Double?) -> String) -> String {
    guard let difference else { return "—" }
    let scale = difference.interval.map { ($0.upper - $0.lower) / 4 }
    guard let interval = difference.interval else { return style(difference.value, scale) }
    return
      "\(style(difference.value, scale)) (\(style(interval.lower, scale)) to \(style(interval.upper, scale)))"
  }
}
