/// What was counted from one step of a funnel to the next, which no sentence about causes may use; and how the steps make up the whole.
package struct FunnelFinding: Finding {
  package static let key = "funnels"
  package static let title = "From step to step"
  package static let place = FindingPlace.results

  let funnels: [FunnelEffect]
  let isRandomized: Bool
  let isTrusted: Bool

  package init(_ source: FindingSource) {
    funnels = FunnelEffect.all(source.plan, source.summary, at: source.look, isValid: source.isTrusted)
    (isRandomized, isTrusted) = (source.isRandomized, source.isTrusted)
  }

  package var body: [Block] {
    funnels.isEmpty ? [] : [.paragraph(introduction), .table(table)] + lifts
  }

  private var introduction: Phrase {
    let reach =
      isRandomized
      ? "An effect of the variants shows in the share of all units that reach each step, above."
      : "The share of all units that reach each step is compared above."
    return
      "Descriptive only: each rate is a share of the units that reached the step before, and each time is taken over the units that "
      + "reached the step. These are not the same kind of units in every variant. \(reach) Units are counted as observed, "
      + "before any adjustment. A time runs from the earliest moment at which a unit had completed the step before (for the first "
      + "step: from exposure) to the earliest moment at which it had completed this step."
  }

  private var table: NumericTable {
    NumericTable(
      columns: [
        .init("Step"), .init("Variant"), .init("Reached", .trailing), .init("Of all", .trailing),
        .init("Of the step before", .trailing), .init("Stopped before", .trailing), .init("Half within", .trailing),
        .init("\(.level(0.9)) within", .trailing),
      ],
      rows: funnels.flatMap(\.steps).flatMap { step in step.passages.map { row(step.metric, $0) } })
  }

  private func row(_ step: String, _ passage: FunnelEffect.Passage) -> [NumericTable.Cell] {
    func share(of whole: Int) -> Quantity {
      .roundShare(whole > 0 ? Double(passage.reached) / Double(whole) : nil)
    }
    return [
      .name(step), .name(passage.variant), .init(.count(passage.reached)),
      .init(share(of: passage.exposed)), .init(share(of: passage.before)), .init(.count(passage.stopped)),
      .init(.value(passage.median, in: .seconds)), .init(.value(passage.ninetieth, in: .seconds)),
    ]
  }

  package var record: Record? {
    guard !funnels.isEmpty else { return nil }
    return .list(
      funnels.map { effect in
        [
          "funnel": .text(effect.name), "steps": .list(effect.steps.map(record)),
          "decomposition": .list(effect.lifts.map { record($0, of: effect) }),
        ]
      })
  }

  private func record(_ step: FunnelEffect.Step) -> Record {
    [
      "step": .text(step.name), "metric": .text(step.metric),
      "variants": .list(
        step.passages.map {
          [
            "variant": .text($0.variant), "n": .count($0.exposed), "reached_before": .count($0.before),
            "reached": .count($0.reached), "stopped": .count($0.stopped), "seconds_median": .number($0.median),
            "seconds_90": .number($0.ninetieth),
          ]
        }),
    ]
  }
}
