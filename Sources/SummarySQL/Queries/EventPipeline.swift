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
    placed.append(to: &query, keeping: parts.unitKey)
    let own: [SQLColumn] = [.arm, .example, .unitKey]
    parts.values.appendStates(to: &query, from: "placed", keeping: own.map { MadeColumn($0) } + parts.cluster)
    let cluster = parts.cluster.map(\.column)
    let covariates = plan.covariates.map { SQLColumn.value(plan.position(of: $0)) }
    let groups = parts.groups
    query.step(
      "events", select((own + cluster + groups.texts + covariates).names + populations(event), from: "sorted"))
    let shared = (cluster + covariates).map { "min(\($0)) as \($0)" } + groups.shared
    let totals = populations(total)
    query.step(
      "units",
      select(unitColumns(cluster + covariates) + shared + totals.map(\.selected), from: "events")
        + " group by \(UnitPipeline.keys)")
    let key: [SQLColumn] = parts.keyedUnit == nil ? [] : [.rowKey]
    let kept = [.arm, .example, .repeats] + key + cluster
    parts.values.appendCovariates(to: &query, from: "units", keeping: kept + groups.texts + totals.map(\.column))
    query.step(
      parts.unitRows,
      select((kept + groups.pattern).names + groups.kept + populations(scaled), from: "covariates"))
  }

  private func select(_ columns: [String], from step: String) -> String {
    "select \(columns.joined(separator: ", ")) from \(step)"
  }

  private func populations<Column>(_ columns: (Int, Population) -> [Column]) -> [Column] {
    plan.populations.enumerated().flatMap { columns($0, $1) }
  }

  /// - Parameter constant: columns that must not differ between the events of a unit, beside keys and segments.
  private func unitColumns(_ constant: [SQLColumn]) -> [String] {
    let several = ExposureLedger.Reason.severalVariants.code
    let differing = ExposureLedger.Reason.differingRepeats.code
    let differences = constant.map { "min(\($0)) <> max(\($0))" } + [parts.groups.differ].compactMap(\.self)
    let differ =
      differences.isEmpty
      ? "" : "when min(\(.arm)) >= 0 and (\(differences.joined(separator: " or "))) then \(differing) "
    let isShown = differences.isEmpty ? "when min(\(.arm)) <> max(\(.arm)) then" : "else"
    return [
      "case when min(\(.arm)) >= 0 and min(\(.arm)) <> max(\(.arm)) then \(several) \(differ)else min(\(.arm)) end as \(.arm)",
      "case when min(\(.arm)) < 0 then min(\(.example)) \(isShown) min(\(parts.dialect.cast("\(.unitKey)", .text))) end as \(.example)",
      "count(*) as \(.repeats)",
    ] + parts.rowKey("min(\(.unitKey))").map(\.selected)
  }

  /// The columns of one event: the integer, and the value for the range.
  private func event(_ p: Int, _ population: Population) -> [String] {
    ["\(.reason(p))"]
      + population.terms.enumerated().flatMap { t, term -> [String] in
        let value = "case when \(.reason(p)) = 0 then \(.value(plan.position(of: term))) end"
        guard term.kind == .number else { return ["\(value) as \(.scaled(p, t))"] }
        return ["\(cut(parts.values.integer(value, term), term)) as \(.scaled(p, t))", "\(value) as x\(p)_\(t)"]
      }
  }

  /// The integer of an event, cut where each is.
  private func cut(_ integer: String, _ term: PlannedTerm) -> String {
    guard let cut = term.cut, cut.isOfEach, let scaling = parts.values.scalings[term] else { return integer }
    return parts.values.part("(\(integer))", cut, scaling)
  }

  /// Of one unit: whether an event of it is in the population, else the first reason; the sums; the rows left out.
  private func total(_ p: Int, _ population: Population) -> [MadeColumn] {
    var columns = [MadeColumn("min(\(.reason(p)))", as: .reason(p))]
    for reason in population.possibleReasons {
      columns.append(
        MadeColumn("count(case when \(.reason(p)) = \(reason.code) then 1 end)", as: .dropped(p, reason)))
    }
    for (t, term) in population.terms.enumerated() {
      let aggregate = term.kind == .truth ? "max" : "sum"
      columns.append(MadeColumn("\(aggregate)(\(.scaled(p, t)))", as: .scaled(p, t)))
      guard term.kind == .number else { continue }
      columns += [
        MadeColumn("count(x\(p)_\(t))", as: .summands(p, t)), MadeColumn("min(x\(p)_\(t))", as: .least(p, t)),
        MadeColumn("max(x\(p)_\(t))", as: .greatest(p, t)),
      ]
    }
    return columns
  }

  /// Of one unit: the total where it fits, and the range that a scale must hold, of single events and of the total.
  private func scaled(_ p: Int, _ population: Population) -> [String] {
    var columns =
      ["\(.reason(p))", "case when \(.reason(p)) = 0 then 1 end as \(.member(p))"]
      + population.possibleReasons.map { "\(.dropped(p, $0))" }
    for (t, term) in population.terms.enumerated() {
      guard term.kind == .number else {
        columns.append("\(.scaled(p, t))")
        continue
      }
      let cut = term.cut.flatMap { $0.isOfEach ? nil : $0 }
      columns += parts.values.totals(p, t, term, cut: cut)
    }
    return columns + parts.values.covariates(p, population)
  }
}
