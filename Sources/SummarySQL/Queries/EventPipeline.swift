internal import Planning
internal import Statistics
internal import Terms

/// Rows that are events: they are scaled to integers first and then summed to their unit, so that no order of rows shows.
///
/// A truth value is true of a unit when it is true of any of its events. A unit is in a population when one of its events
/// is; the reasons of the others are counted as rows.
struct EventPipeline: RowPipeline {
  let parts: PipelineParts

  private var plan: AnalysisPlan { parts.plan }

  func append(to query: inout SQLText) {
    let placed = PlacedStep(plan: plan, columns: parts.columns, printer: parts.printer)
    let unit = plan.source.unit.map { ["\(parts.columns.name($0)) as unit_key"] } ?? []
    placed.append(to: &query, keeping: unit)
    let own = ["arm", "example", "unit_key"]
    let cluster = plan.source.cluster == nil ? [] : ["cluster_key"]
    parts.values.appendStates(to: &query, from: "placed", keeping: own + parts.cluster)
    let covariates = plan.covariates.map { "v\(plan.position(of: $0))" }
    let groups = parts.groups
    query.step("events", select(own + cluster + groups.names + covariates + populations(event), from: "sorted"))
    let shared = (cluster + covariates).map { "min(\($0)) as \($0)" } + groups.shared
    query.step(
      "units",
      select(unitColumns(cluster + covariates) + shared + populations(total), from: "events")
        + " group by \(UnitPipeline.keys)")
    let kept = ["arm", "example", "repeats"] + (parts.keyedUnit == nil ? [] : ["row_key"]) + cluster + groups.names
    parts.values.appendCovariates(to: &query, from: "units", keeping: kept + populations(names))
    query.step(
      parts.unitRows, select(kept + (groups.hasPattern ? ["missing"] : []) + populations(scaled), from: "covariates"))
  }

  private func select(_ columns: [String], from step: String) -> String {
    "select \(columns.joined(separator: ", ")) from \(step)"
  }

  private func populations(_ columns: (Int, Population) -> [String]) -> [String] {
    plan.populations.enumerated().flatMap { columns($0, $1) }
  }

  /// - Parameter constant: columns that must not differ between the events of a unit, beside keys and segments.
  private func unitColumns(_ constant: [String]) -> [String] {
    let several = ExposureLedger.Reason.severalVariants.code ?? 0
    let differing = ExposureLedger.Reason.differingRepeats.code ?? 0
    let differences = constant.map { "min(\($0)) <> max(\($0))" } + [parts.groups.differ].compactMap(\.self)
    let differ =
      differences.isEmpty
      ? "" : "when min(arm) >= 0 and (\(differences.joined(separator: " or "))) then \(differing) "
    let isShown = differences.isEmpty ? "when min(arm) <> max(arm) then" : "else"
    return [
      "case when min(arm) >= 0 and min(arm) <> max(arm) then \(several) \(differ)else min(arm) end as arm",
      "case when min(arm) < 0 then min(example) \(isShown) min(\(parts.dialect.cast("unit_key", .text))) end as example",
      "count(*) as repeats",
    ] + parts.rowKey("min(unit_key)")
  }

  /// The columns of one event: the integer, and the value for the range.
  private func event(_ p: Int, _ population: Population) -> [String] {
    ["d\(p)"]
      + population.terms.enumerated().flatMap { t, term -> [String] in
        let value = "case when d\(p) = 0 then v\(plan.position(of: term)) end"
        guard term.kind == .number else { return ["\(value) as q\(p)_\(t)"] }
        return ["\(parts.values.integer(value, term)) as q\(p)_\(t)", "\(value) as x\(p)_\(t)"]
      }
  }

  /// What `units` has of a population.
  private func names(_ p: Int, _ population: Population) -> [String] { total(p, population).map(ValueSteps.name) }

  /// Of one unit: whether an event of it is in the population, else the first reason; the sums; the rows left out.
  private func total(_ p: Int, _ population: Population) -> [String] {
    var columns = ["min(d\(p)) as d\(p)"]
    for reason in population.possibleReasons {
      columns.append("count(case when d\(p) = \(reason.code) then 1 end) as r\(p)_\(reason.code)")
    }
    for (t, term) in population.terms.enumerated() {
      let suffix = "\(p)_\(t)"
      switch term.kind {
      case .truth: columns.append("max(q\(suffix)) as q\(suffix)")
      case .count, .number:
        columns.append("sum(q\(suffix)) as q\(suffix)")
        if term.kind == .number {
          columns += [
            "count(x\(suffix)) as m\(suffix)", "min(x\(suffix)) as l\(suffix)", "max(x\(suffix)) as g\(suffix)",
          ]
        }
      }
    }
    return columns
  }

  /// Of one unit: the total where it fits, and the range that a scale must hold, of single events and of the total.
  private func scaled(_ p: Int, _ population: Population) -> [String] {
    var columns =
      ["d\(p)", "case when d\(p) = 0 then 1 end as n\(p)"] + population.possibleReasons.map { "r\(p)_\($0.code)" }
    for (t, term) in population.terms.enumerated() {
      let suffix = "\(p)_\(t)"
      guard term.kind == .number else {
        columns.append("q\(suffix)")
        continue
      }
      columns += parts.values.totals(suffix, term, cut: term.cut)
    }
    return columns + parts.values.covariates(p, population)
  }
}
