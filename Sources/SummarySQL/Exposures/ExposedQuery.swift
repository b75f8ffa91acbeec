internal import Planning

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
    let time = columns.reader(exposures.time)
    var query = SQLText()
    PlacedStep(plan: plan, columns: columns, printer: ExpressionPrinter(columns: columns)).append(
      to: &query,
      keeping: [
        MadeColumn(exposures.unitKey(exposures.source, in: dialect), as: .unitKey),
        MadeColumn("\(time.raw) is null", as: .lacksTime), MadeColumn(moments.moment(time), as: .moment),
      ])
    query.step("dated", "select \(state(moments)) as \(.state), * from placed")
    let values = columns.values
    let first = dialect.leastRow(SQLColumn.names(.moment, .state) + values)
    query.step(
      "units",
      "select \(arm) as \(.arm), \(example) as \(.example), count(*) as \(.repeats), "
        + "case when min(\(.state)) >= 0 then min(\(.unitKey)) end as \(.unitKey), "
        + "min(\(.moment)) as \(.exposedAt), max(\(.moment)) as \(.latest), "
        + "\(first) as first_row from dated "
        + "group by case when \(.state) >= 0 then \(.unitKey) end, case when \(.state) < 0 then \(.state) end, "
        + "case when \(.state) < 0 then \(.example) end")
    let fields = values.map { "\(dialect.field($0, of: "first_row")) as \($0)" }
    let day =
      exposures.keepsDays ? ["\(dialect.localDay(of: "\(.exposedAt)", zone: exposures.zone)) as \(.exposedDay)"] : []
    let own = SQLColumn.names(.arm, .example, .repeats, .unitKey, .exposedAt, .latest)
    let arm = "\(dialect.field("\(.state)", of: "first_row")) as \(.firstArm)"
    return TableQuery(
      name: TableName.exposed,
      select: query.ending("select \((own + [arm] + day + fields).joined(separator: ", ")) from units"),
      scan: .events(fact: nil))
  }

  /// The variant of a row, or why it has none.
  private func state(_ moments: MomentColumns) -> String {
    func branch(_ condition: String, _ reason: ExposureLedger.Reason) -> String {
      "when \(condition) then \(reason.code) "
    }
    var branches =
      "when \(.arm) < 0 then \(.arm) " + branch("\(.lacksTime)", .blankTime)
      + branch("\(.moment) is null", .unreadableTime)
    if let start = exposures.start { branches += branch("\(.moment) < \(moments.moment(start))", .beforeStart) }
    for (end, reason) in [(exposures.end, ExposureLedger.Reason.afterEnd), (exposures.phaseEnd, .afterPhases)] {
      if let end { branches += branch("\(.moment) >= \(moments.moment(end))", reason) }
    }
    return "case \(branches)else \(.arm) end"
  }

  private var arm: String {
    let several = ExposureLedger.Reason.severalVariants.code
    return "case when min(\(.state)) >= 0 and min(\(.state)) <> max(\(.state)) then \(several) else min(\(.state)) end"
  }

  private var example: String {
    "case when min(\(.state)) < 0 then min(\(.example)) when min(\(.state)) <> max(\(.state)) "
      + "then min(\(dialect.cast("\(.unitKey)", .text))) end"
  }
}
