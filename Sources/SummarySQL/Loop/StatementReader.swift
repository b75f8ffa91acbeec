package import Tables

/// A reader that meets needs by statements: it takes each need's steps, one after the other.
package protocol StatementReader: Reader {
  var dialect: any SQLDialect { get }

  /// What a user can act on.
  func translated(_ fault: NeedFault) -> any Error

  func describe(_ text: String) async throws -> TableSchema
  /// The rows; nil where the text was only bound.
  ///
  /// - Parameter further: passes over the sources that are likely to follow.
  func select(_ selection: Selection, further: () -> Int) async throws -> Table?
  func materialize(_ rows: TemporaryTable, further: () -> Int) async throws
  func stream<Stream: RowStream>(_ selection: Selection, _ stream: Stream, further: () -> Int) async throws -> Stream
}

extension StatementReader {
  package func answer<N: Need>(_ need: N, _ known: Answers, further: () -> Int) async throws -> N.Answer {
    do {
      var step = try need.step(known, in: dialect)
      while true {
        if case .done(let answer) = step { return answer }
        step = try await next(after: step, further)
      }
    } catch let fault as NeedFault {
      throw translated(fault)
    }
  }

  private func next<Answer: Sendable>(after step: Step<Answer>, _ further: () -> Int) async throws -> Step<Answer> {
    switch step {
    case .done: return step
    case .describe(let text, let next): return try next(try await describe(text))
    case .select(let selections, let next): return try next(try await select(selections, further))
    case .materialize(let rows, let next):
      for (index, own) in rows.enumerated() {
        let rest = rows[(index + 1)...].count(where: \.isScan)
        try await materialize(own) { further() + rest }
      }
      return try next()
    case .stream(let selection, let stream): return try await streamed(selection, stream, further)
    }
  }

  private func select(_ selections: [Selection], _ further: () -> Int) async throws -> [Table]? {
    var tables: [Table] = []
    for selection in selections {
      if let table = try await select(selection, further: further) { tables.append(table) }
    }
    return tables.count == selections.count ? tables : nil
  }

  private func streamed<Answer: Sendable>(
    _ selection: Selection, _ stream: some RowStream<Answer>, _ further: () -> Int
  ) async throws -> Step<Answer> {
    try await self.stream(selection, stream, further: further).finished()
  }
}

extension TemporaryTable {
  /// What is read, as far as the progress is concerned.
  package var scan: Scan? {
    if case .query(let query) = self { query.scan } else { nil }
  }

  fileprivate var isScan: Bool { scan != nil }
}
