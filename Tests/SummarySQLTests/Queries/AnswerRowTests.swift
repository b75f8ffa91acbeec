import Tables
import Testing

@testable import SummarySQL

@Suite struct AnswerRowTests {
  private static let table = Table([
    "i": .integer([7, nil]), "w": .wideInteger([Int128(1) << 80, 5]), "r": .real([0.5, nil]), "t": .text(["x", nil]),
  ])

  @Test func everyTypeIsReadAsWhatItIs() throws {
    let (row, empty) = (AnswerRow(Self.table, 0), AnswerRow(Self.table, 1))
    #expect(try row.integer("i") == 7 && row.real("r") == 0.5 && row.text("t") == "x")
    #expect(try row.wideInteger("w") == Int128(1) << 80 && empty.integer("w") == 5)
    // No sum is the sum of nothing.
    #expect(try empty.integer("i") == 0 && empty.wideInteger("i") == nil)
    #expect(try empty.real("r") == nil && empty.text("t") == nil)
  }

  @Test func anythingElseIsMalformed() {
    let row = AnswerRow(Self.table, 0)
    #expect(throws: MalformedResult(column: "r")) { try row.integer("r") }
    #expect(throws: MalformedResult(column: "i")) { try row.real("i") }
    #expect(throws: MalformedResult(column: "i")) { try row.text("i") }
    #expect(throws: MalformedResult(column: "none")) { try row.text("none") }
    #expect(throws: MalformedResult(column: "w")) { try row.integer("w") }
  }

  @Test func aRowThatIsNotThereIsMalformed() {
    let row = AnswerRow(Self.table, 2)
    #expect(throws: MalformedResult(column: "i")) { try row.integer("i") }
    #expect(throws: MalformedResult(column: "r")) { try row.real("r") }
    #expect(throws: MalformedResult(column: "t")) { try row.text("t") }
  }
}
