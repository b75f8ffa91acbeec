internal import Inference
internal import Statistics

/// How long units of each variant went without their event.
struct SurvivalSection {
  let analysis: ExperimentAnalysis

  /// Rows of the table of a curve.
  private static let gridStep = 2

  var blocks: [Block] {
    guard !analysis.survivals.isEmpty else { return [] }
    return [
      .heading(2, "Time to event"),
      .paragraph(
        "A unit without the event is censored at the horizon, or at the end of the data where that comes first. The "
          + "estimates take censoring to have nothing to do with the event: here it depends on the time of exposure alone."
      ),
    ] + analysis.survivals.flatMap(blocks)
  }

  private func blocks(_ effect: SurvivalEffect) -> [Block] {
    [.heading(3, analysis.title(of: effect.metric)), .table(counts(effect)), .table(curve(effect))]
  }

  private func counts(_ effect: SurvivalEffect) -> TextTable {
    TextTable(
      columns: [
        .init("Variant"), .init("Units", .trailing), .init("Events", .trailing),
        .init("Not watched to the end", .trailing),
        .init("Half had it by", .trailing),
      ],
      rows: effect.variants.map { variant in
        [
          .init(variant.name), .init(NumberStyle.count(variant.units)), .init(NumberStyle.count(variant.events)),
          .init(NumberStyle.count(variant.censored)),
          .init(variant.median.map { "\(NumberStyle.value($0, scale: effect.horizon / 100)) \(effect.unit)" } ?? "—"),
        ]
      })
  }

  private func curve(_ effect: SurvivalEffect) -> TextTable {
    let longest = effect.variants.max { $0.curve.count < $1.curve.count }?.curve ?? []
    let rows = longest.indices.filter { $0 % Self.gridStep == 0 }.map { index in
      [TextTable.Cell(NumberStyle.value(longest[index].time, scale: effect.horizon / 100))]
        + effect.variants.map { .init($0.curve.indices.contains(index) ? text($0.curve[index]) : "—") }
    }
    return TextTable(
      columns: [.init("Without the event after \(effect.unit)", .trailing)]
        + effect.variants.map { .init("\($0.name) (CI)", .trailing) }, rows: rows)
  }

  private func text(_ point: SurvivalEffect.Point) -> String {
    guard let interval = point.interval else { return NumberStyle.percent(point.survival, scale: nil) }
    let scale = (interval.upper - interval.lower) / 4
    return "\(NumberStyle.percent(point.survival, scale: scale)) "
      + "(\(NumberStyle.percent(interval.lower, scale: scale)) to \(NumberStyle.percent(interval.upper, scale: scale)))"
  }
}
