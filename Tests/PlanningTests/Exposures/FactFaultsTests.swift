import Diagnostics
import LayerSupport
import Tables
import TestSupport
import Testing

@testable import Planning

/// What is wrong between the names of a spec and the columns of its facts.
@Suite struct FactFaultsTests {
  private func faults(_ fact: String, _ metric: String, _ events: TableSchema = .events) -> [Diagnostic] {
    SmallSpec {
      $0.data = #", "unit": "user", "time": "at""#
      $0.facts =
        #"{ "orders": { "source": "o.parquet", \#(fact) }, "idle": { "source": "i.parquet", "unit": "x", "time": "y" } }"#
      $0.metrics = #"[{ "name": "m", \#(metric) }]"#
    }.faults(events: events)
  }

  private static let sum = #""type": "mean", "fact": "orders", "value": "amount", "within": "7d""#

  /// One that no metric uses may be wrong: its files are not even opened.
  @Test func onlyFactsInUseAreChecked() {
    #expect(faults(#""unit": "user", "time": "at""#, Self.sum).isEmpty)
  }

  @Test func everyKeyOfAFactIsLookedFor() {
    let found = faults(
      #""unit": "usr", "time": "att", "id": "idd", "where": "knd = 'a'""#, Self.sum.replacing("amount", with: "amuont"))
    #expect(found.map(\.code) == Array(repeating: .unknownColumn, count: 5))
    #expect(
      found.map(\.message) == ["usr", "att", "idd", "knd", "amuont"].map { "no column \"\($0)\" in o.parquet" })
    #expect(found.map(\.remedy) == ["user", "at", "id", "kind", "amount"].map { "did you mean \"\($0)\"?" })
  }

  @Test func aTimeMustBeOne() {
    let found = faults(#""unit": "user", "time": "amount""#, Self.sum)
    #expect(found.map(\.code) == [.columnType])
    #expect(found.first?.message == #"column "amount" holds numbers, and nothing says which times they mean"#)
  }

  @Test func aConditionOfTheMetricIsAboutTheColumnsOfTheFact() {
    let found = faults(#""unit": "user", "time": "at""#, Self.sum + #", "where": "device = 'phone'""#)
    #expect(found.map(\.code) == [.unknownColumn] && found.first?.message.hasSuffix("in o.parquet") == true)
  }
}
