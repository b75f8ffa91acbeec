internal import Inference

/// What clusters cost: how many there are, how many equal ones they are worth, and how alike their units are.
struct ClusterSection {
  let analysis: ExperimentAnalysis

  var blocks: [Block] {
    guard !analysis.clusters.isEmpty else { return [] }
    let table = NumericTable(
      columns: [
        .init("Metric"), .init("Variant"), .init("Clusters", .trailing), .init("Effective clusters", .trailing),
        .init("Intraclass correlation", .trailing), .init("Design effect", .trailing),
      ],
      rows: analysis.clusters.map { effect in
        [
          .name(analysis.title(of: effect.metric)), .name(effect.variant),
          .init("\(.count(effect.clustersControl)) / \(.count(effect.clustersVariant))"),
          .init("\(effective(effect.effectiveControl)) / \(effective(effect.effectiveVariant))"),
          .init(.value(effect.intraclassCorrelation, in: .plain, resolution: 0.01)),
          .init(.value(effect.designEffect, in: .plain, resolution: 0.1)),
        ]
      })
    return [.heading(2, "Clusters"), .table(table)]
  }

  private func effective(_ clusters: Double) -> Quantity { .value(clusters, in: .plain, resolution: 1) }
}
