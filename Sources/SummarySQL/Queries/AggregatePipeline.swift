internal import Planning

/// Rows that are counts over many units: they are only added up.
struct AggregatePipeline: RowPipeline {
  let parts: PipelineParts

  func append(to query: inout SQLText) {
    let placed = PlacedStep(plan: parts.plan, columns: parts.columns, printer: parts.printer)
    let count = parts.plan.source.unitCount.map { parts.columns.reader($0).number } ?? "0.0"
    placed.append(to: &query, keeping: [MadeColumn("1", as: .repeats), MadeColumn(count, as: .unitCount)])
    parts.values.append(to: &query, from: "placed", keeping: [MadeColumn(.unitCount)])
  }

  var units: String { "sum(\(parts.dialect.nearestInteger("\(.unitCount)")))" }
}
