package import Planning

/// The segments whose units are read by themselves, each with its values, curves and rows: those of which a metric needs more
/// than sums, because of what it measures, or because clusters are few there; none where these are too many.
package struct SegmentsRead: Need {
  /// Segments beyond which values are not read one by one.
  package static let mostSegments = 100

  package init() {}

  package func prerequisites(_ known: Answers) -> [any Need] {
    guard known[optional: GroupMoments()] != nil else { return [GroupMoments()] }
    // Reading a segment changes the table of units, so that what is asked of all of them comes first.
    return [LimitValues(), AnalysisRows()]
      + segments(known).map(Scope.segment).flatMap { [LimitValues($0), AnalysisRows($0)] as [any Need] }
  }

  package func step(_ known: Answers, in dialect: any SQLDialect) -> Step<[SegmentValue]> { .done(segments(known)) }

  package func answer(in table: MemoryTable, _ known: Answers) -> [SegmentValue] { segments(known) }

  private func segments(_ known: Answers) -> [SegmentValue] {
    let plan = known[ScopedPlan()]
    guard plan.metrics.contains(where: \.isReadBySegment) else { return [] }
    let all = zip(plan.grouping.segments, known[GroupMoments()].segments).flatMap { attribute, values in
      values.filter { value in plan.metrics.indices.contains { plan.isRead($0, of: value) } }.map {
        SegmentValue(attribute: attribute, value: $0.value)
      }
    }
    return all.count <= Self.mostSegments ? all : []
  }
}

extension SegmentsRead: PlanNeed {
  package static func all(_ plan: AnalysisPlan, of scope: Scope) -> [SegmentsRead] {
    scope == .all ? [SegmentsRead()] : []
  }
}
