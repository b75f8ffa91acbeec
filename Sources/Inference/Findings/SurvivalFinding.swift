internal import Planning
internal import Statistics

/// How long units of each variant went without their event.
package struct SurvivalFinding: Finding {
  package static let key = "survival"
  package static let title = "Time to event"
  package static let place = FindingPlace.chapter

  private let effects: [SurvivalEffect]
  private let titles: MetricTitles

  package init(_ source: FindingSource) {
    effects = source.plan.metrics.compactMap { SurvivalEffect(source.plan, $0, source.summary, at: source.look) }
    titles = source.titles
  }

  /// Rows of the table of a curve.
  private static let gridStep = 2

  package var body: [Block] {
    guard !effects.isEmpty else { return [] }
    return [
      .paragraph(
        "A unit without the event is censored at the horizon, or at the end of the data if that comes first. The "
          + "estimates assume that censoring is unrelated to the event: here it depends only on the time of exposure."
      )
    ] + effects.flatMap(blocks)
  }

  private func blocks(_ effect: SurvivalEffect) -> [Block] {
    [.heading(3, titles[effect.metric]), .table(counts(effect)), .table(curve(effect))]
      + (effect.proportionality.isEmpty ? [] : [.bullets(effect.proportionality.map(sentence))])
  }

  /// Beside the hazard ratio: whether there is one.
  private func sentence(_ test: SurvivalEffect.Proportionality) -> Phrase {
    let pair = "\(test.variant) and \(test.control)"
    guard let p = test.pValue else { return "Whether the hazards of \(pair) are proportional cannot be tested." }
    guard test.isRejected else {
      return "The data do not contradict proportional hazards of \(pair) (scaled Schoenfeld residuals, \(p: p))."
    }
    return
      "The hazards of \(pair) are not proportional (scaled Schoenfeld residuals, \(p: p)): relative to \(test.control) the hazard of \(test.variant) \(test.rises ? "rises" : "falls") with time, so that one ratio does not say what happens. The restricted mean, \"estimand\": \"rmst\", is the better question."
  }

  private func counts(_ effect: SurvivalEffect) -> NumericTable {
    NumericTable(
      columns: [
        .init("Variant"), .init("Units", .trailing), .init("Events", .trailing),
        .init("Not followed to the end", .trailing),
        .init("Half had it by", .trailing),
      ],
      rows: effect.variants.map { variant in
        [
          .name(variant.name), .init(.count(variant.units)), .init(.count(variant.events)),
          .init(.count(variant.censored)),
          .init(variant.median.map { "\(time($0, effect)) \(effect.unit)" } ?? Phrase(.missing)),
        ]
      })
  }

  private func curve(_ effect: SurvivalEffect) -> NumericTable {
    let longest = effect.variants.max { $0.curve.count < $1.curve.count }?.curve ?? []
    let rows = longest.indices.filter { $0 % Self.gridStep == 0 }.map { index in
      [NumericTable.Cell(time(longest[index].time, effect))]
        + effect.variants.map { .init($0.curve.indices.contains(index) ? survival($0.curve[index]) : .missing) }
    }
    return NumericTable(
      columns: [.init("Without the event after \(effect.unit)", .trailing)]
        + effect.variants.map { .init("\($0.name) (CI)", .trailing) }, rows: rows)
  }

  private func time(_ value: Double, _ effect: SurvivalEffect) -> Quantity {
    .value(value, in: .plain, resolution: effect.horizon / 100)
  }

  private func survival(_ point: SurvivalEffect.Point) -> Quantity {
    .estimate(point.survival, point.interval, in: .share)
  }

  package var record: Record? {
    guard !effects.isEmpty else { return nil }
    return .list(
      effects.map { effect in
        [
          "metric": .text(effect.metric), "unit": .text(effect.unit), "horizon": .number(effect.horizon),
          "level": .number(effect.level), "variants": .list(effect.variants.map(record)),
          "proportionality": .list(effect.proportionality.map(record)),
        ]
      })
  }

  private func record(_ test: SurvivalEffect.Proportionality) -> Record {
    [
      "control": .text(test.control), "variant": .text(test.variant), "statistic": .number(test.statistic),
      "p_value": .number(test.pValue), "reason": .text(test.reason?.rawValue),
    ]
  }

  private func record(_ variant: SurvivalEffect.Variant) -> Record {
    [
      "variant": .text(variant.name), "n": .count(variant.units), "events": .count(variant.events),
      "censored": .count(variant.censored), "watched_to": .number(variant.watchedTo),
      "median": .number(variant.median),
      "curve": .list(
        variant.curve.map {
          [
            "time": .number($0.time), "survival": .number($0.survival), "low": .number($0.interval?.lower),
            "high": .number($0.interval?.upper),
          ]
        }),
    ]
  }
}
