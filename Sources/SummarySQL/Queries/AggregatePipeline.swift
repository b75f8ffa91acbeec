internal import Planning

/// Rows that are counts over many units: they are only added up.
struct AggregatePipeline: RowPipeline {
  let parts: PipelineParts

  func append(to query: inout SQLText) {
    let placed = PlacedStep(plan: parts.plan, columns: parts.columns, printer: parts.printer)
    let count = parts.plan.source.unitCount.map { parts.columns.reader($0).number } ?? "0.0"
    placed.append(to: &query, keeping: ["1 as repeats", "\(count) as unit_count"])
    parts.values.append(to: &query, from: "placed", keeping: ["unit_count"])
  }

  var units: String { "sum(\(parts.dialect.nearestInteger("unit_count")))" }
}
