package import Planning

/// Meets one need after the other: by an engine, by binding its queries, by printing them, or from rows in memory.
package protocol Reader {
  /// - Parameters:
  ///   - known: all that the need depends on.
  ///   - further: passes over the sources that are likely to follow those of the need.
  func answer<N: Need>(_ need: N, _ known: Answers, further: () -> Int) async throws -> N.Answer
}

extension Answers {
  /// Everything that is needed, and what that depends on, each once: the only loop in which data is read.
  package init(plan: AnalysisPlan? = nil, _ needs: [any Need], by reader: some Reader) async throws {
    self.init(plan: plan)
    try await learn(needs, by: reader)
  }

  /// Learns the answers of further needs.
  package mutating func learn(_ needs: [any Need], by reader: some Reader) async throws {
    while let next = next(of: needs) {
      try Task.checkCancellation()
      try await meet(next, of: needs, by: reader)
    }
  }

  /// The first need that can be met now; nil where all are known.
  private func next(of needs: [any Need]) -> (any Need)? {
    guard let open = needs.first(where: { !knows($0) }) else { return nil }
    return next(of: open.prerequisites(self)) ?? open
  }

  private mutating func meet<N: Need>(_ need: N, of needs: [any Need], by reader: some Reader) async throws {
    let before = self
    let answer = try await reader.answer(need, before) { before.passes(of: needs) - need.passes(before) }
    learn(need, answer)
  }
}
