import Planning
import Tables
import Testing

@testable import SummarySQL

extension Table {
  init(_ columns: KeyValuePairs<String, Column>) {
    self.init(names: columns.map(\.key), columns: columns.map(\.value))
  }

  /// The same without a column.
  func without(_ name: String) -> Table {
    let kept = zip(names, columns).filter { $0.0 != name }
    return Table(names: kept.map(\.0), columns: kept.map(\.1))
  }

  /// The same with other values in a column.
  func replacing(_ name: String, _ column: Column) -> Table {
    Table(names: names, columns: zip(names, columns).map { $0 == name ? column : $1 })
  }
}

/// Expects that a decoder reads every column of a table, and says which one is missing or has values of a type of no use.
func expectEveryColumnIsRead(
  _ table: Table, sourceLocation: SourceLocation = #_sourceLocation, _ decode: (Table) async throws -> Void
) async {
  await #expect(throws: Never.self, sourceLocation: sourceLocation) { try await decode(table) }
  for name in table.names {
    let ofNoUse = Column.truth(Array(repeating: true, count: table.rowCount))
    for damaged in [table.without(name), table.replacing(name, ofNoUse)] {
      await #expect(throws: MalformedResult(column: name), "\(name)", sourceLocation: sourceLocation) {
        try await decode(damaged)
      }
    }
  }
}

/// Gives the tables that it was made with, one after the other, and writes down what it was asked.
final class TableReader: StatementReader {
  let dialect: any SQLDialect = DuckDBDialect()
  private var tables: [Table]
  /// Whether what was given out is followed by nothing, as where queries are only bound.
  private let isBinding: Bool
  private(set) var texts: [String] = []

  init(_ tables: [Table]) { (self.tables, isBinding) = (tables, false) }

  /// Reads nothing.
  init() { (tables, isBinding) = ([], true) }

  func translated(_ fault: NeedFault) -> any Error { fault }

  func describe(_ text: String) async throws -> TableSchema {
    texts.append(text)
    return TableSchema(fields: [])
  }

  func select(_ selection: Selection, further: () -> Int) async throws -> Table? {
    texts.append(selection.text)
    return isBinding ? nil : try next()
  }

  func materialize(_ rows: TemporaryTable, further: () -> Int) async throws {
    switch rows {
    case .query(let query): texts.append("make \(query.name) as\n\(query.select)")
    case .rows(let table, let name): texts.append("make \(name): \(table.rowCount) rows")
    }
  }

  func stream<Stream: RowStream>(
    _ selection: Selection, _ stream: Stream, further: () -> Int
  ) async throws -> Stream {
    texts.append(selection.text)
    var stream = stream
    if !isBinding { try stream.take(try next()) }
    return stream
  }

  private func next() throws -> Table {
    try #require(!tables.isEmpty, "more was asked than the test has tables")
    return tables.removeFirst()
  }
}

extension Need {
  /// The answer that tables give, in the order in which they are asked for.
  func answer(_ tables: Table..., known: Answers) async throws -> Answer {
    try await TableReader(tables).answer(self, known) { 0 }
  }
}

extension Answers {
  /// A plan of which these answers are known: what the needs of plans without anything special depend on.
  static func known(_ plan: AnalysisPlan, rowsAreUnits: Bool = true) -> Answers {
    var answers = Answers(plan: plan)
    answers.learn(ScopedPlan(), plan)
    answers.learn(UniqueUnits(), rowsAreUnits)
    answers.learn(RawQuantiles(), [:])
    return answers
  }
}

extension AnalysisPlan {
  /// Queries over rows that may repeat a unit.
  var ground: QueryGround { QueryGround(plan: self, rowsAreUnits: false) }
}

extension SQLColumn: ExpressibleByStringLiteral {
  public init(stringLiteral name: String) { self.init(name) }
}
