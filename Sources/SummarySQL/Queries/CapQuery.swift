package import Planning
internal import Specification
package import Tables

/// Finds the caps that are quantiles: of each metric's own population, over all variants together.
///
/// A quantile of type 1 is one of the values, the same in any order of the rows.
package struct CapQuery: Sendable {
  private let plan: AnalysisPlan
  private let unitsAreUnique: Bool

  /// - Parameter unitsAreUnique: proved by `UniqueUnitsQuery`; saves the grouping by unit.
  package init(_ plan: AnalysisPlan, unitsAreUnique: Bool = false) {
    self.plan = plan
    self.unitsAreUnique = unitsAreUnique
  }

  /// nil when no cap is a quantile.
  package func text(in dialect: any SQLDialect) -> String? {
    guard !plan.uncapped.isEmpty else { return nil }
    let columns = SourceColumns(dialect: dialect, source: plan.source)
    let printer = ExpressionPrinter(columns: columns)
    let values = ValueSteps(plan: plan, columns: columns, printer: printer, scalings: [:])
    let parts = PipelineParts(plan: plan, columns: columns, printer: printer, values: values)
    var query = SQLText()
    let units = UnitPipeline(parts: parts, isUnique: unitsAreUnique).appendUnits(to: &query)
    values.appendStates(to: &query, from: units, keeping: ["arm"])
    let caps = plan.uncapped.enumerated().map { "\(cap(of: $1, in: dialect)) as cap\($0)" }
    return query.ending("select \(caps.joined(separator: ", ")) from sorted where arm >= 0")
  }

  private func cap(of metric: PlannedMetric, in dialect: any SQLDialect) -> String {
    let population = metric.population
    // The numerator's comes first among what was counted before exposure, as it does among the terms.
    let value = "v\(plan.position(of: metric.earlierValues ?? population.terms[0]))"
    let p = plan.populations.firstIndex(of: population) ?? 0
    guard case .quantile(let share, let ofNonzero) = metric.spec.cap?.level else { return "null" }
    let counts = "d\(p) = 0" + (ofNonzero ? " and \(value) <> 0" : "")
    return dialect.quantile("case when \(counts) then \(value) end", "\(share)")
  }

  /// The caps by metric; none where no unit has a value.
  package func decode(_ table: Table) throws(MalformedResult) -> [String: Double] {
    let row = ResultRow(table, 0)
    var caps: [String: Double] = [:]
    for (index, metric) in plan.uncapped.enumerated() { caps[metric.name] = try row.real("cap\(index)") }
    return caps
  }
}
