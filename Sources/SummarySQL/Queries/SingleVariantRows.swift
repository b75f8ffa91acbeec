internal import Planning
internal import Terms

/// The rows that are looked at one by one: units, or events, that belong to one variant as the summary sees it.
struct SingleVariantRows {
  let parts: PipelineParts

  private var source: PlannedSource { parts.plan.source }

  /// Ends with a step whose rows have `arm` and the columns of the values; gives its name.
  func append(to query: inout SQLText) -> String {
    guard source.rows == .events else {
      let units = UnitPipeline(parts: parts).appendUnits(to: &query)
      guard let cluster = parts.cluster.first else { return units }
      query.step("clustered", "select *, \(cluster.selected) from \(units)")
      return keepingWhole("cluster", .clusterKey, from: "clustered", to: &query)
    }
    let placed = PlacedStep(plan: parts.plan, columns: parts.columns, printer: parts.printer)
    placed.append(to: &query, keeping: parts.unitKey)
    let whole = keepingWhole("unit", .unitKey, from: "placed", to: &query)
    guard let cluster = parts.cluster.first else { return whole }
    query.step("clustered", "select *, \(cluster.selected) from \(whole)")
    return keepingWhole("cluster", .clusterKey, from: "clustered", to: &query)
  }

  /// Leaves out what was seen in several variants: few, so that naming them is cheaper than looking at each row's group.
  private func keepingWhole(
    _ level: String, _ key: SQLColumn, from step: String, to query: inout SQLText
  ) -> String {
    query.step(
      "torn_\(level)s",
      "select \(key) from \(step) where \(.arm) >= 0 group by \(key) having min(\(.arm)) <> max(\(.arm))")
    query.step(
      "loyal_\(level)s",
      "select * from \(step) where \(.arm) >= 0 and \(key) not in (select \(key) from torn_\(level)s)")
    return "loyal_\(level)s"
  }
}
