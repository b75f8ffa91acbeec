/// Meets needs from rows in memory, with every step of an analysis but the reading.
package struct MemoryReader: Reader {
  private let table: MemoryTable

  package init(_ table: MemoryTable) { self.table = table }

  package func answer<N: Need>(_ need: N, _ known: Answers, further: () -> Int) throws -> N.Answer {
    try need.answer(in: table, known)
  }
}
