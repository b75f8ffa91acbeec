internal import Planning
internal import Terms

/// The exposure log as one row per unit: its first exposure with the attributes at that moment.
///
/// Of exposures at one time the least by its columns is taken, so that the order of the file decides nothing. Rows that go
/// nowhere are kept together by their reason and label, as in `UnitPipeline`.
struct ExposedQuery {
  let plan: AnalysisPlan
  let exposures: PlannedExposures
  let dialect: any SQLDialect

  private var columns: SourceColumns { SourceColumns(dialect: dialect, source: exposures.source) }

  func table() -> TableQuery {
    let moments = MomentColumns(dialect: dialect, zone: exposures.zone)
    var query = SQLText()
    PlacedStep(plan: plan, columns: columns, printer: ExpressionPrinter(columns: columns)).append(
      to: &query,
      keeping: [
        MadeColumn(exposures.unitKey(exposures.source, in: dialect), as: .unitKey)
      ] + moments.timed(exposures.time.map(columns.reader)))
    query.step("stated", "select \(state(moments)) as \(.state), * from placed")
    query.step("dated", "select *, -\(.state) as opposite from stated")
    let values = columns.values
    query.step(
      "units",
      "select min(\(.state)) as least, max(\(.state)) as greatest, min(\(.example)) as label, "
        + "min(\(dialect.cast("\(.unitKey)", .text))) as unit_text, count(*) as \(.repeats), \(differs(values)) as differs, "
        + "case when min(\(.state)) >= 0 then min(\(.unitKey)) end as \(.unitKey), "
        + "min(\(.moment)) as \(.exposedAt), max(\(.moment)) as \(.latest), "
        + "\(dialect.leastRow(SQLColumn.names(.moment, .state) + values)) as first_row\(lastOfFirst) from dated "
        + "group by case when \(.state) >= 0 then \(.unitKey) end, case when \(.state) < 0 then \(.state) end, "
        + "case when \(.state) < 0 then \(.example) end")
    let fields = values.map { "\(dialect.field($0, of: "first_row")) as \($0)" }
    let day =
      exposures.keepsDays ? ["\(dialect.localDay(of: "\(.exposedAt)", zone: exposures.zone)) as \(.exposedDay)"] : []
    let made = [
      "\(arm) as \(.arm)", "case when least < 0 then label when \(isTorn) or differs then unit_text end as \(.example)",
      "\(firstArm) as \(.firstArm)", "case when \(isCrossed) then 1 else 0 end as \(.crossed)",
    ]
    let own = SQLColumn.names(.repeats, .unitKey, .exposedAt, .latest)
    return TableQuery(
      name: TableName.exposed,
      select: query.ending("select \((made + own + day + fields).joined(separator: ", ")) from units"),
      scan: .events(fact: nil))
  }

  /// The variant of a row, or why it has none.
  private func state(_ moments: MomentColumns) -> String {
    func branch(_ condition: String, _ reason: ExposureLedger.Reason) -> String {
      "when \(condition) then \(reason.code) "
    }
    var branches = "when \(.arm) < 0 then \(.arm) "
    if exposures.time != nil {
      branches += branch("\(.lacksTime)", .blankTime) + branch("\(.moment) is null", .unreadableTime)
    }
    if let start = exposures.start { branches += branch("\(.moment) < \(moments.moment(start))", .beforeStart) }
    for (end, reason) in [(exposures.end, ExposureLedger.Reason.afterEnd), (exposures.phaseEnd, .afterPhases)] {
      if let end { branches += branch("\(.moment) >= \(moments.moment(end))", reason) }
    }
    return "case \(branches)else \(.arm) end"
  }

  private var firstArm: String { dialect.field("\(.state)", of: "first_row") }

  /// Whether a unit was seen in several variants.
  private var isCrossed: String { "least >= 0 and least <> greatest" }

  /// Whether such a unit is analyzed in none of them.
  private var isTorn: String {
    switch plan.crossing {
    case .exclude, .assigned: isCrossed
    // Of variants that were seen at once none is the first.
    case .first: "\(isCrossed) and \(firstArm) <> -\(dialect.field("opposite", of: "last_of_first"))"
    }
  }

  /// The row at the first time with the greatest variant, where it matters.
  private var lastOfFirst: String {
    guard plan.crossing == .first else { return "" }
    return ", \(dialect.leastRow(SQLColumn.names(.moment) + ["opposite"])) as last_of_first"
  }

  private var arm: String {
    let several = ExposureLedger.Reason.severalVariants.code
    let differing = ExposureLedger.Reason.differingRepeats.code
    let known = plan.crossing == .first ? "when \(isCrossed) then \(firstArm) " : ""
    return "case when \(isTorn) then \(several) when least >= 0 and differs then \(differing) \(known)else least end"
  }

  /// Whether rows of a unit differ and none is the first, for they have no times.
  private func differs(_ values: [String]) -> String {
    exposures.time == nil && !values.isEmpty ? UnitPipeline.differing(values) : "false"
  }
}
