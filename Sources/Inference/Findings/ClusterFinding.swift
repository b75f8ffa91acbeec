internal import Planning
internal import Statistics

/// What clusters cost: how many there are, how many equal ones they are worth, and how alike their units are.
package struct ClusterFinding: Finding {
  package static let key = "clusters"
  package static let title = "Clusters"
  package static let place = FindingPlace.chapter

  private let effects: [ClusterEffect]
  private let titles: MetricTitles

  package init(_ source: FindingSource) {
    effects = source.drafts.compactMap { ClusterEffect($0) }
    titles = source.titles
  }

  package var body: [Block] {
    guard !effects.isEmpty else { return [] }
    let table = NumericTable(
      columns: [
        .init("Metric"), .init("Variant"), .init("Clusters", .trailing), .init("Effective clusters", .trailing),
        .init("Intraclass correlation", .trailing), .init("Design effect", .trailing),
      ],
      rows: effects.map { effect in
        [
          .name(titles[effect.metric]), .name(effect.variant),
          .init("\(.count(effect.clustersControl)) / \(.count(effect.clustersVariant))"),
          .init("\(effective(effect.effectiveControl)) / \(effective(effect.effectiveVariant))"),
          .init(.value(effect.intraclassCorrelation, in: .plain, resolution: 0.01)),
          .init(.value(effect.designEffect, in: .plain, resolution: 0.1)),
        ]
      })
    return [.table(table)]
  }

  private func effective(_ clusters: Double) -> Quantity { .value(clusters, in: .plain, resolution: 1) }
}
