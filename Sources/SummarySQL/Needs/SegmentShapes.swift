package import Planning
package import Statistics
internal import Tables

/// The shape of influence values in each segment, by metric, where sums do not tell whether they are skewed: one pass over the rows of
/// analysis, whatever the number of segments.
package struct SegmentShapes: Need {
  package init() {}

  package func prerequisites(_ known: Answers) -> [any Need] { [GroupMoments()] }

  package func step(_ known: Answers, in dialect: any SQLDialect) -> Step<[SegmentValue: [Int: [ArmShape?]]]> {
    let (plan, summary) = (known[ScopedPlan()], known[GroupMoments()])
    let influences = SegmentInfluences(plan, summary)
    guard !influences.isEmpty else { return .done([:]) }
    let query = RowsQuery(
      known.ground(of: .all), scalings: summary.scalings, populations: influences.populations, areNamed: false,
      areSegmented: true)
    return .stream(
      Selection(query.text(in: dialect), scan: known.scan), SegmentStreaming(influences: influences, query: query))
  }

  /// - Precondition: no segment asks; rows in memory lie in none.
  package func answer(in table: MemoryTable, _ known: Answers) -> [SegmentValue: [Int: [ArmShape?]]] {
    precondition(
      SegmentInfluences(known[ScopedPlan()], known[GroupMoments()]).isEmpty, "rows in memory lie in no segment")
    return [:]
  }
}

private struct SegmentStreaming: RowStream {
  var influences: SegmentInfluences
  let query: RowsQuery

  mutating func take(_ batch: Table) throws(MalformedResult) { influences.add(try query.decode(batch)) }

  func finished() -> Step<[SegmentValue: [Int: [ArmShape?]]]> { .done(influences.shapes) }
}

extension SegmentShapes: PlanNeed {
  package static func all(_ plan: AnalysisPlan, of scope: Scope) -> [SegmentShapes] {
    scope == .all && plan.metrics.contains(where: \.isReadForShape) ? [SegmentShapes()] : []
  }
}
