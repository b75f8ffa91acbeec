internal import Planning

/// Rows that are counts over many units: they are only added up.
struct AggregatePipeline: RowPipeline {
  let parts: PipelineParts

  func append(to query: inout SQLText) {
    let placed = PlacedStep(plan: parts.plan, columns: parts.columns, printer: parts.printer)
    // What no integer holds is an error, which `AggregateGaps` reports with its row.
    let count =
      parts.plan.source.unitCount.map { column in
        parts.dialect.letting(parts.columns.reader(column).number) {
          "case when abs(\($0)) <= \(ImpossibleCount.largest) then \($0) end"
        }
      } ?? "0.0"
    placed.append(to: &query, keeping: [MadeColumn("1", as: .repeats), MadeColumn(count, as: .unitCount)])
    parts.values.append(to: &query, from: "placed", keeping: [MadeColumn(.unitCount)])
  }

  var units: String { "sum(\(parts.dialect.nearestInteger("\(.unitCount)")))" }
}
