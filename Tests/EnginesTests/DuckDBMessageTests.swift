import Testing

@testable import Engines

@Suite struct DuckDBMessageTests {
  @Test(arguments: [
    ("Parser Error", EngineError.Kind.syntax), ("Syntax Error", .syntax), ("Binder Error", .binding),
    ("Catalog Error", .binding), ("Permission Error", .permission), ("IO Error", .io), ("HTTP Error", .io),
    ("Conversion Error", .conversion), ("Out of Range Error", .conversion), ("Invalid Input Error", .invalidInput),
    ("INTERNAL Error", .other), ("Fatal Error", .other),
  ])
  func theLabelDecidesTheKindAndIsDropped(label: String, kind: EngineError.Kind) {
    #expect(DuckDBMessage(text: "\(label): it failed").error == EngineError(kind, "it failed"))
  }

  @Test func theLinesAfterTheFirstAreTheDetail() {
    let text = "Binder Error: no column x  \n\nLINE 1: select x\n               ^\n\n"
    #expect(
      DuckDBMessage(text: text).error
        == EngineError(.binding, "no column x", detail: "LINE 1: select x\n               ^"))
  }

  @Test(arguments: ["a colon: later", "no label", "Error: x"])
  func aTextWithoutLabelIsKept(text: String) {
    #expect(DuckDBMessage(text: text).error == EngineError(.other, text))
  }

  @Test func anEmptyTextIsSaidToBeEmpty() {
    #expect(DuckDBMessage(text: "").error == EngineError(.other, "DuckDB gives no reason"))
  }

  @Test func adviceThatNobodyCanFollowIsReplaced() {
    let text = "Out of Memory Error: failed to allocate 1 MiB\nPossible solutions:\n* SET threads=X"
    #expect(
      DuckDBMessage(text: text).error
        == EngineError(
          .memory, "failed to allocate 1 MiB", detail: "Give the engine more memory, or fewer threads."))
    #expect(DuckDBMessage(text: "INTERRUPT Error: Interrupted!").error == .queryInterrupted)
  }

  @Test func theMessageIsTheSummaryAboveTheDetail() {
    #expect(EngineError(.io, "a").message == "a")
    #expect("\(EngineError(.io, "a", detail: "b\nc"))" == "a\nb\nc")
  }
}
