internal import Planning
internal import Terms

/// Sums the units of a cluster: the row of analysis becomes the cluster (Methods/clusters, "The row").
struct ClusterStep {
  let parts: PipelineParts

  private var plan: AnalysisPlan { parts.plan }

  /// - Parameter step: rows of units as `RowPipeline` describes them, with `cluster_key`.
  func append(to query: inout SQLText, from step: String) {
    let groups = parts.groups
    query.step("clusters", select(own(groups) + populations(total), from: step) + " group by \(Self.keys)")
    query.step(
      "scaled", select(["arm", "example", "repeats", "members"] + groups.names + populations(scaled), from: "clusters"))
  }

  private static let keys =
    "case when arm >= 0 then cluster_key end, case when arm < 0 then arm end, case when arm < 0 then example end"

  private func select(_ columns: [String], from step: String) -> String {
    "select \(columns.joined(separator: ", ")) from \(step)"
  }

  private func own(_ groups: GroupColumns) -> [String] {
    let several = ExposureLedger.Reason.clusterInVariants.code ?? 0
    let differing = ExposureLedger.Reason.differingUnits.code ?? 0
    let differ = groups.differ.map { "when \($0) then \(differing) " } ?? ""
    return [
      "case when min(arm) < 0 then min(arm) when min(arm) <> max(arm) then \(several) \(differ)else min(arm) end as arm",
      "case when min(arm) < 0 then min(example) else min(\(parts.dialect.cast("cluster_key", .text))) end as example",
      "sum(repeats) as repeats", "count(*) as members",
    ] + groups.shared
  }

  private func populations(_ columns: (Int, Population) -> [String]) -> [String] {
    plan.populations.enumerated().flatMap { columns($0, $1) }
  }

  private func total(_ p: Int, _ population: Population) -> [String] {
    var columns = ["min(d\(p)) as d\(p)", "count(n\(p)) as n\(p)"]
    for reason in population.possibleReasons {
      let rows =
        plan.source.rows == .events
        ? "sum(r\(p)_\(reason.code))" : "count(case when d\(p) = \(reason.code) then 1 end)"
      columns.append("\(rows) as r\(p)_\(reason.code)")
    }
    for (t, term) in population.coordinates.enumerated() {
      let suffix = "\(p)_\(t)"
      columns.append("sum(q\(suffix)) as q\(suffix)")
      if parts.values.isRanged(term) {
        columns += [
          "count(l\(suffix)) as m\(suffix)", "min(l\(suffix)) as l\(suffix)", "max(g\(suffix)) as g\(suffix)",
        ]
      }
    }
    return columns
  }

  private func scaled(_ p: Int, _ population: Population) -> [String] {
    var columns =
      ["d\(p)", "case when n\(p) > 0 then 1 end as n\(p)"] + population.possibleReasons.map { "r\(p)_\($0.code)" }
    for (t, term) in population.coordinates.enumerated() {
      let suffix = "\(p)_\(t)"
      // A cluster whose units all lack a covariate has a total of zero.
      columns +=
        parts.values.isRanged(term)
        ? parts.values.totals(suffix, term)
        : ["case when n\(p) > 0 then \(parts.dialect.cast("coalesce(q\(suffix), 0)", .integer)) end as q\(suffix)"]
    }
    return columns
  }
}
