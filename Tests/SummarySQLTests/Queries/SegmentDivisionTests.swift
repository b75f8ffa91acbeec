import LayerSupport
import Planning
import Tables
import TestSupport
import Testing

@testable import SummarySQL

@Suite struct SegmentDivisionTests {
  private func division(_ count: Int) throws -> SegmentDivision {
    let names = ["device", "team", "visits", "earlier"].prefix(count).map { "\"\($0)\"" }.joined(separator: ", ")
    return SegmentDivision(
      try SmallSpec {
        $0.data += #", "attributes": [\#(names)]"#
        $0.rest = #", "segments": [\#(names)]"#
      }.plan().grouping)
  }

  /// `grouping(a, b, c)` has a bit for each column by which a row is not grouped, that of the last column the lowest
  /// (SQL:1999, 6.9).
  @Test(arguments: [
    (0, 2, 0b01), (1, 2, 0b10), (0, 3, 0b011), (1, 3, 0b101), (2, 3, 0b110), (3, 4, 0b1110),
  ])
  func aDivisionIsNumberedByWhatItIsNotDividedBy(segment: Int, count: Int, code: Int) throws {
    let row = AnswerRow(Table(["division": .integer([Int64(code)])]), 0)
    #expect(try division(count).position(of: row) == segment)
  }

  @Test func anyOtherNumberIsMalformed() throws {
    let row = AnswerRow(Table(["division": .integer([0b11])]), 0)
    #expect(throws: MalformedResult.self) { try division(2).position(of: row) }
  }
}
