internal import Planning
internal import Terms

/// Sums the units of a cluster: the row of analysis becomes the cluster (Methods/clusters, "The row").
struct ClusterStep {
  let parts: PipelineParts

  private var plan: AnalysisPlan { parts.plan }

  /// - Parameter step: rows of units as `RowPipeline` describes them, with `clusterKey`.
  func append(to query: inout SQLText, from step: String) {
    let groups = parts.groups
    query.step(
      "clusters",
      select(own(groups) + populations(total), from: step) + " group by \(UnitPipeline.keys(of: .clusterKey))")
    let kept = [.arm, .example, .repeats, .members] as [SQLColumn]
    query.step("scaled", select(kept.names + groups.kept + populations(scaled), from: "clusters"))
  }

  private func select(_ columns: [String], from step: String) -> String {
    "select \(columns.joined(separator: ", ")) from \(step)"
  }

  private func own(_ groups: GroupColumns) -> [String] {
    let several = ExposureLedger.Reason.clusterInVariants.code
    let differing = ExposureLedger.Reason.differingUnits.code
    let differ = groups.differ.map { "when \($0) then \(differing) " } ?? ""
    return [
      "case when min(\(.arm)) < 0 then min(\(.arm)) when min(\(.arm)) <> max(\(.arm)) then \(several) \(differ)else min(\(.arm)) end as \(.arm)",
      "case when min(\(.arm)) < 0 then min(\(.example)) else min(\(parts.dialect.cast("\(.clusterKey)", .text))) end as \(.example)",
      "sum(\(.repeats)) as \(.repeats)", "count(*) as \(.members)",
    ] + groups.shared
  }

  private func populations(_ columns: (Int, Population) -> [String]) -> [String] {
    plan.populations.enumerated().flatMap { columns($0, $1) }
  }

  private func total(_ p: Int, _ population: Population) -> [String] {
    var columns = ["min(\(.reason(p))) as \(.reason(p))", "count(\(.member(p))) as \(.member(p))"]
    for reason in population.possibleReasons {
      let rows =
        plan.source.rows == .events
        ? "sum(\(.dropped(p, reason)))" : "count(case when \(.reason(p)) = \(reason.code) then 1 end)"
      columns.append("\(rows) as \(.dropped(p, reason))")
    }
    for (t, term) in population.coordinates.enumerated() {
      columns.append("sum(\(.scaled(p, t))) as \(.scaled(p, t))")
      if parts.values.isRanged(term) {
        columns += [
          "count(\(.least(p, t))) as \(.summands(p, t))", "min(\(.least(p, t))) as \(.least(p, t))",
          "max(\(.greatest(p, t))) as \(.greatest(p, t))",
        ]
      }
    }
    return columns
  }

  private func scaled(_ p: Int, _ population: Population) -> [String] {
    var columns =
      ["\(.reason(p))", "case when \(.member(p)) > 0 then 1 end as \(.member(p))"]
      + population.possibleReasons.map { "\(.dropped(p, $0))" }
    for (t, term) in population.coordinates.enumerated() {
      guard !parts.values.isRanged(term) else {
        columns += parts.values.totals(p, t, term)
        continue
      }
      // A cluster whose units all lack a covariate has a total of zero.
      let total = parts.dialect.cast("coalesce(\(.scaled(p, t)), 0)", .integer)
      columns.append("case when \(.member(p)) > 0 then \(total) end as \(.scaled(p, t))")
    }
    return columns
  }
}
