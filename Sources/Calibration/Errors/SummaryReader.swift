internal import Planning
internal import SummarySQL

/// Answers with sums that were made otherwise than from rows: an experiment costs the same whatever its size.
struct SummaryReader: Reader {
  private let summary: ScopeSummary
  private let days: ScopeSummary?
  /// What is asked of rows is asked of none.
  private let rows: MemoryReader

  init(_ summary: ScopeSummary, days: ScopeSummary?, _ table: MemoryTable) {
    (self.summary, self.days, rows) = (summary, days, MemoryReader(table))
  }

  func answer<N: Need>(_ need: N, _ known: Answers, further: () -> Int) throws -> N.Answer {
    if need as? GroupMoments == GroupMoments(), let answer = summary as? N.Answer { return answer }
    if need as? GroupMoments == GroupMoments(.days), let answer = days as? N.Answer { return answer }
    return try rows.answer(need, known, further: further)
  }
}
