internal import Planning
internal import Statistics
internal import Terms

extension PipelineParts {
  init(
    _ ground: QueryGround, scalings: [PlannedTerm: Scaling] = [:], thresholds: [PlannedQuantile: [Double?]] = [:],
    dialect: any SQLDialect, keepsKeys: Bool = false, keptCell: String? = nil
  ) {
    let plan = ground.plan
    let columns = SourceColumns(dialect: dialect, source: plan.source)
    let printer = ExpressionPrinter(columns: columns)
    self.init(
      ground: ground, columns: columns, printer: printer,
      values: ValueSteps(plan: plan, columns: columns, printer: printer, scalings: scalings, thresholds: thresholds),
      keepsKeys: keepsKeys, keptCell: keptCell)
  }

  /// Every step up to `scaled`, one row per row of analysis.
  func appendScaled(to query: inout SQLText) -> any RowPipeline {
    let rows: any RowPipeline =
      switch plan.source.rows {
      case .units: UnitPipeline(parts: self)
      case .events: EventPipeline(parts: self)
      case .aggregates: AggregatePipeline(parts: self)
      }
    rows.append(to: &query)
    if plan.source.cluster != nil { ClusterStep(parts: self).append(to: &query, from: unitRows) }
    return rows
  }
}
