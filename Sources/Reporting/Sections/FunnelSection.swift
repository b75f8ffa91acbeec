internal import Diagnostics
internal import Inference
internal import Specification
internal import Statistics

/// The rates from one step of a funnel to the next, which no sentence about causes may use.
struct FunnelSection {
  let analysis: ExperimentAnalysis

  var blocks: [Block] {
    let steps = analysis.spec.metrics.compactMap { metric in
      (metric.metric as? FunnelMetric).map { (name: metric.name.value, metric: $0) }
    }
    guard !steps.isEmpty else { return [] }
    let rows = steps.indices.filter { steps[$0].metric.step > 0 }.flatMap { index in
      rates(from: steps[index - 1].name, to: steps[index].name)
    }
    return [
      .heading(3, "From step to step"),
      .paragraph(
        "Descriptive only: each rate is one among the units that reached the step before, and these are not the same kind of "
          + "units in every variant. What the variants cause is the reach of each step among all exposed units, above."),
      .table(
        TextTable(
          columns: [
            .init("Step"), .init("Variant"), .init("Reach", .trailing), .init("Of the step before", .trailing),
          ],
          rows: rows)),
    ]
  }

  /// Of each variant, once: the control stands in each of its comparisons.
  private func rates(from before: String, to step: String) -> [[TextTable.Cell]] {
    func values(_ name: String) -> [(variant: String, value: Double?)] {
      let rows = analysis.rows.filter {
        $0.metric == name && $0.segment == nil && $0.estimand == .absolute && $0.hypothesis == .superiority
      }
      let control = rows.first.map { [(variant: $0.control, value: $0.valueControl)] } ?? []
      return control + rows.map { ($0.variant, $0.valueVariant) }
    }
    var seen = Set<String>()
    return zip(values(before), values(step)).compactMap { earlier, later in
      guard seen.insert(later.variant).inserted else { return nil }
      let rate = earlier.value.flatMap { before in later.value.flatMap { before > 0 ? $0 / before : nil } }
      func percent(_ value: Double?) -> String { value.map { NumberStyle.percent($0, scale: 0.01) } ?? "—" }
      return [.init(step), .init(later.variant), .init(percent(later.value)), .init(percent(rate))]
    }
  }
}
