package import Planning
package import SummarySQL

/// Rows in memory, with what only files show: where rows and events went.
package struct PreparedReader: Reader {
  private let memory: MemoryReader
  private let events: ExposureSummary?
  private let change: @Sendable (ScopeSummary) -> ScopeSummary

  /// - Parameters:
  ///   - events: what logs show beside the table of units.
  ///   - change: what files make of the summary of the rows in memory.
  package init(
    _ table: MemoryTable, events: ExposureSummary? = nil,
    change: @escaping @Sendable (ScopeSummary) -> ScopeSummary = { $0 }
  ) {
    (memory, self.events, self.change) = (MemoryReader(table), events, change)
  }

  package func answer<N: Need>(_ need: N, _ known: Answers, further: () -> Int) throws -> N.Answer {
    let plain = try memory.answer(need, known, further: further)
    if let events, need is UnitTable, let prepared = events as? N.Answer { return prepared }
    if need as? GroupMoments == GroupMoments(), let summary = plain as? ScopeSummary,
      let prepared = change(summary) as? N.Answer
    {
      return prepared
    }
    return plain
  }
}

extension ScopeSummary {
  /// The same with another ledger.
  package func replacing(_ exposure: ExposureLedger) -> ScopeSummary {
    ScopeSummary(exposure: exposure, groups: groups, segments: segments, scalings: scalings)
  }
}
