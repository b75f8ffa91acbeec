package import Planning
internal import Specification
package import Tables

/// A small question to the kept tables: how long the units of each variant took from one step of a funnel to the next.
///
/// It is asked of the same units as the steps themselves.
package struct FunnelTimesQuery: Sendable {
  private let plan: AnalysisPlan
  private let funnel: PlannedFunnel

  package static func all(_ plan: AnalysisPlan) -> [FunnelTimesQuery] {
    plan.funnels.map { FunnelTimesQuery(plan: plan, funnel: $0) }
  }

  private var steps: Range<Int> { funnel.term.steps.indices }

  package func text(in dialect: any SQLDialect) -> String {
    let parts = PipelineParts(plan: plan, scalings: [:], dialect: dialect)
    var query = SQLText()
    let rows = LoyalRows(parts: parts, unitsAreUnique: true).append(to: &query)
    let table = KeptTable.funnel(plan.exposures?.funnels.firstIndex(of: funnel.term) ?? 0)
    let condition = parts.condition(of: funnel.steps.population).map { " and \($0)" } ?? ""
    let times = steps.map { "t\($0)" }
    query.step("counted_units", "select arm, unit_key from \(rows) where arm >= 0\(condition)")
    query.step(
      "times",
      "select counted_units.arm as arm, \(times.map { "funnel.\($0) as \($0)" }.joined(separator: ", ")) "
        + "from counted_units join \(table) as funnel on counted_units.unit_key = funnel.unit_key")
    let selected = times.flatMap { time in
      ["\(dialect.quantile(time, "0.5")) as half_\(time)", "\(dialect.quantile(time, "0.9")) as most_\(time)"]
    }
    return query.ending("select arm, \(selected.joined(separator: ", ")) from times group by arm")
  }

  /// `[variant][step]`
  package func decode(_ table: Table) throws(MalformedResult) -> [[StepTimes]] {
    var all = plan.variants.map { _ in steps.map { _ in StepTimes(median: nil, ninetieth: nil) } }
    for index in 0..<table.rowCount {
      let row = ResultRow(table, index)
      let variant = try row.integer("arm")
      for step in steps {
        all[variant][step] = StepTimes(
          median: try row.wideInteger("half_t\(step)").map { Int64($0) },
          ninetieth: try row.wideInteger("most_t\(step)").map { Int64($0) })
      }
    }
    return all
  }
}
