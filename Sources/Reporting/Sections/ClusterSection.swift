internal import Inference

/// What clusters cost: how many there are, how many equal ones they are worth, and how alike their units are.
struct ClusterSection {
  let analysis: ExperimentAnalysis

  var blocks: [Block] {
    guard !analysis.clusters.isEmpty else { return [] }
    let table = TextTable(
      columns: [
        .init("Metric"), .init("Variant"), .init("Clusters", .trailing), .init("Effective clusters", .trailing),
        .init("Intraclass correlation", .trailing), .init("Design effect", .trailing),
      ],
      rows: analysis.clusters.map { effect in
        [
          .init(analysis.title(of: effect.metric)), .init(effect.variant),
          .init("\(NumberStyle.count(effect.clustersControl)) / \(NumberStyle.count(effect.clustersVariant))"),
          .init(
            "\(NumberStyle.value(effect.effectiveControl, scale: 1)) / \(NumberStyle.value(effect.effectiveVariant, scale: 1))"
          ),
          .init(effect.intraclassCorrelation.map { NumberStyle.value($0, scale: 0.01) } ?? "—"),
          .init(effect.designEffect.map { NumberStyle.value($0, scale: 0.1) } ?? "—"),
        ]
      })
    return [.heading(2, "Clusters"), .table(table)]
  }
}
