internal import Planning
internal import SummarySQL

/// Rows in memory that lie in segments of one attribute.
struct SegmentedReader: Reader {
  private let whole: MemoryReader
  private let parts: [(segment: SegmentValue, reader: MemoryReader)]

  /// - Parameter parts: the rows of each segment, which together are those of the whole.
  init(_ whole: MemoryTable, _ parts: [(segment: SegmentValue, rows: MemoryTable)]) {
    self.whole = MemoryReader(whole)
    self.parts = parts.map { ($0.segment, MemoryReader($0.rows)) }
  }

  func answer<N: Need>(_ need: N, _ known: Answers, further: () -> Int) throws -> N.Answer {
    if need as? GroupMoments == GroupMoments() {
      let all = try whole.answer(GroupMoments(), known, further: further)
      let values = try parts.map { part in
        SegmentSummary(
          value: part.segment.value, groups: try part.reader.answer(GroupMoments(), known, further: further).groups)
      }
      let summary = ScopeSummary(
        exposure: all.exposure, groups: all.groups, segments: [values], scalings: all.scalings)
      if let answer = summary as? N.Answer { return answer }
    }
    let own = parts.first { part in Self.readsRows(of: .segment(part.segment)).contains(AnyHashable(need)) }
    return try (own?.reader ?? whole).answer(need, known, further: further)
  }

  /// What is asked of the rows of a segment.
  private static func readsRows(of scope: Scope) -> Set<AnyHashable> {
    [GroupMoments(scope), AnalysisRows(scope)] as Set<AnyHashable>
  }
}
