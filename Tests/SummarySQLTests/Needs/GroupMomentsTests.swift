import LayerSupport
import Planning
import Statistics
import Tables
import TestSupport
import Testing

@testable import SummarySQL

/// One pass over the rows, or another where the scales of the first did not suit them.
@Suite struct GroupMomentsTests {
  private func known(_ scaling: Scaling) throws -> Answers {
    let plan = try SmallSpec(metric: #"{ "name": "m", "type": "mean", "column": "spent" }"#).plan()
    var known = Answers.known(plan)
    known.learn(Scalings(), [plan.terms[0]: scaling])
    return known
  }

  /// Rows of one variant, whose x − c lie between −1 and `high`.
  private func table(to high: Double) -> Table {
    Table([
      "arm": .integer([0]), "units": .integer([3]), "analyzed": .integer([3]), "rows_read": .integer([3]),
      "low": .text(["a"]), "high": .text(["b"]), "a0": .integer([3]), "a1": .integer([0]), "a2": .integer([0]),
      "a3": .real([-1]), "a4": .real([high]), "a5": .integer([3]), "a6": .wideInteger([Int128(2) << 80]),
      "a7": .wideInteger([0]), "a8": .wideInteger([Int128(2) << 56]),
    ])
  }

  @Test func scalesThatDoNotSuitAreReplacedAndTheRowsReadAgain() async throws {
    let reader = TableReader([table(to: 100), table(to: 1)])
    let found = try await reader.answer(GroupMoments(), try known(Scaling(center: 2, exponent: 40))) { 0 }
    #expect(found.cells[0].map(\.kept) == [3, 0])
    #expect(reader.texts.count == 2 && reader.texts[0] != reader.texts[1])
  }

  @Test func rowsThatNeverFitTheirScalesAreChanging() async throws {
    // Each pass finds values a million times as large as the one before.
    let tables = (0..<9).map { table(to: 1e3 * Double(sign: .plus, exponent: 20 * $0, significand: 1)) }
    let reader = TableReader(tables)
    await #expect {
      try await reader.answer(GroupMoments(), try known(Scaling(center: 2, exponent: 40))) { 0 }
    } throws: { error in
      if case .changedSource? = error as? NeedFault { true } else { false }
    }
    #expect(reader.texts.count == 4)
  }

  @Test func aDivisionAsFineAsTheDataIsAFault() async throws {
    let table = Table(["arm": .integer(Array(repeating: 0, count: 20_001))])
    await #expect {
      try await GroupMoments().answer(table, known: try known(Scaling(center: 0, exponent: 0)))
    } throws: { error in
      if case .tooManyGroups? = error as? NeedFault { true } else { false }
    }
  }
}
