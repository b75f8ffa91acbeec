import LayerSupport
import Planning
import Tables
import TestSupport
import Testing

@testable import SummarySQL

/// How a reader of statements takes the steps of a need.
@Suite struct StatementReaderTests {
  private struct Steps: Need {
    let make: @Sendable () throws -> Step<String>

    init(_ make: @escaping @Sendable () throws -> Step<String>) { self.make = make }

    static func == (left: Steps, right: Steps) -> Bool { true }
    func hash(into hasher: inout Hasher) {}
    func step(_ known: Answers, in dialect: any SQLDialect) throws -> Step<String> { try make() }
    func answer(in table: MemoryTable, _ known: Answers) -> String { "" }
  }

  private static let table = Table(["n": .integer([4])])

  @Test func stepsFollowEachOther() async throws {
    let need = Steps {
      .describe("a") { _ in
        .materialize([.query(TableQuery(name: "kept", select: "b")), .rows(Self.table, name: "small")]) {
          .select([Selection("c"), Selection("d")]) { tables in .done("\(tables?.count ?? 0)") }
        }
      }
    }
    let reader = TableReader([Self.table, Self.table])
    #expect(try await reader.answer(need, Answers()) { 0 } == "2")
    #expect(reader.texts == ["a", "make kept as\nb", "make small: 1 rows", "c", "d"])
  }

  /// What follows then goes on with an assumption.
  @Test func whatIsOnlyBoundHasNoRows() async throws {
    let need = Steps {
      .select([Selection("c"), Selection("d")]) { tables in
        .select("e") { .done("\(tables == nil) \($0 == nil)") }
      }
    }
    let reader = TableReader()
    #expect(try await reader.answer(need, Answers()) { 0 } == "true true")
    #expect(reader.texts == ["c", "d", "e"])
  }

  private struct Total: RowStream {
    var total = 0

    mutating func take(_ batch: Table) throws(MalformedResult) { total += try AnswerRow(batch, 0).integer("n") }
    func finished() -> Step<String> {
      total < 8 ? .stream(Selection("again"), self) : .done("\(total)")
    }
  }

  @Test func aStreamMayBeFollowedByAnother() async throws {
    let reader = TableReader([Self.table, Self.table])
    #expect(try await reader.answer(Steps { .stream(Selection("rows"), Total()) }, Answers()) { 0 } == "8")
    #expect(reader.texts == ["rows", "again"])
  }

  @Test func aFaultOfANeedIsTranslatedAndOthersPass() async {
    struct Translated: Error, Equatable {}
    struct Translating: StatementReader {
      let dialect: any SQLDialect = DuckDBDialect()
      func translated(_ fault: NeedFault) -> any Error { Translated() }
      func describe(_ text: String) -> TableSchema { TableSchema(fields: []) }
      func select(_ selection: Selection, further: () -> Int) -> Table? { Table([:]) }
      func materialize(_ rows: TemporaryTable, further: () -> Int) {}
      func stream<Stream: RowStream>(_ selection: Selection, _ stream: Stream, further: () -> Int) -> Stream { stream }
    }
    await #expect(throws: Translated.self) {
      try await Translating().answer(Steps { throw NeedFault.changedSource }, Answers()) { 0 }
    }
    await #expect(throws: Translated.self) {
      try await Translating().answer(
        Steps { .select("a") { _ in throw NeedFault.emptyFile("units.csv") } }, Answers()
      ) { 0 }
    }
    await #expect(throws: MalformedResult(column: "x")) {
      try await Translating().answer(Steps { throw MalformedResult(column: "x") }, Answers()) { 0 }
    }
  }
}
