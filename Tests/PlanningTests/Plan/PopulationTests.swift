import LayerSupport
import Tables
import TestSupport
import Testing

@testable import Planning

/// Why a unit may have no part in a metric: what can happen follows from the column's type and from what the metric needs.
@Suite struct PopulationTests {
  private func reasons(_ metric: String, _ type: FieldType = .real) throws -> [DropReason] {
    let schema = TableSchema(["user": .text, "variant": .text, "x": type, "n": type])
    return try SmallSpec(metric: #"{ "name": "m", \#(metric) }"#).plan(schema).populations[0].possibleReasons
  }

  @Test(arguments: [
    (FieldType.real, [DropReason.missing, .notFinite]), (.integer, [.missing]), (.truth, [.missing]),
    (.text, [.missing, .unreadable, .notFinite]),
  ])
  func aNumberIsWhatItsColumnLetsItBe(type: FieldType, expected: [DropReason]) throws {
    #expect(try reasons(#""type": "mean", "column": "x""#, type) == expected)
  }

  @Test(arguments: [
    (FieldType.truth, [DropReason.missing]), (.integer, [.missing, .unreadable]), (.text, [.missing, .unreadable]),
  ])
  func aTruthValueMayBeAnotherNumber(type: FieldType, expected: [DropReason]) throws {
    #expect(try reasons(#""type": "proportion", "column": "x""#, type) == expected)
  }

  @Test func whatIsMissingMayBeZero() throws {
    #expect(try reasons(#""type": "mean", "column": "x", "missing": "zero""#) == [.notFinite])
  }

  @Test func aRuleOfTheMetricIsAReason() throws {
    #expect(try reasons(#""type": "mean", "column": "x", "log": true"#).last == .notPositive)
    #expect(try reasons(#""type": "count", "column": "x""#).last == .negative)
    #expect(try reasons(#""type": "mean", "column": "x", "where": "n > 1""#).first == .filtered)
  }

  /// A value that is computed has no text of its own that could be unreadable.
  @Test func anExpressionIsMissingOrNotFinite() throws {
    #expect(try reasons(#""type": "mean", "value": "x / n""#, .text) == [.missing, .notFinite])
  }

  @Test func reasonsOfTheOutcomeAreNotThoseKnownBefore() {
    #expect(DropReason.allCases.filter { !$0.isOfOutcome } == [.filtered, .immature])
  }
}
