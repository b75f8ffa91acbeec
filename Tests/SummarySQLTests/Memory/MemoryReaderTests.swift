import LayerSupport
import Planning
import Statistics
import TestSupport
import Testing

@testable import SummarySQL

/// What rows in memory come to, by hand.
@Suite struct MemoryReaderTests {
  private func plan(_ metric: String, data: String = "", rest: String = "") throws -> AnalysisPlan {
    try SmallSpec {
      $0.data += data
      $0.metrics = #"[{ "name": "m", \#(metric) }]"#
      $0.rest = rest
    }.plan()
  }

  /// Of 1, 2 and 6: the mean is 3, Σ(y − 3)² = 4 + 1 + 9, Σ(y − 3)³ = −8 − 1 + 27, Σ(y − 3)⁴ = 16 + 1 + 81.
  @Test func momentsAreThoseOfTheRows() async throws {
    let plan = try plan(#""type": "mean", "column": "spent""#)
    let summary = try await plan.answers([["spent": [1, 2, 6]], ["spent": [4, 4]]]).summary()
    let (zero, one) = (summary.cells[0][0].moments, summary.cells[0][1].moments)
    #expect(zero.count == 3 && zero.mean == [3] && zero.products[0, 0] == 14 && zero.cubes?[0, 0, 0] == 18)
    #expect(zero.quartics?[0, 0, 0, 0] == 98 && zero.nonNegative == [true])
    #expect(one.count == 2 && one.mean == [4] && one.products[0, 0] == 0)
    #expect(summary.exposure.units == [3, 2] && summary.exposure.rowsRead == 5)
  }

  /// Units (1, 2), (3, 4): Σ(y − 2)(x − 3) = 1 + 1.
  @Test func covariatesStandBehindTheOutcome() async throws {
    let plan = try plan(
      #""type": "mean", "column": "spent", "covariates": ["earlier"]"#, data: #", "attributes": ["earlier"]"#)
    let summary = try await plan.answers([
      ["spent": [1, 3], "earlier": [2, 4]], ["spent": [1, 1], "earlier": [0, 0]],
    ]).summary()
    let moments = summary.cells[0][0].moments
    #expect(moments.mean == [2, 3] && moments.products[0, 1] == 2 && moments.products[1, 1] == 2)
  }

  /// Totals 3 and 5 of clusters with two units and one, whose number is the last coordinate.
  @Test func unitsAreSummedUpToClusters() async throws {
    let plan = try plan(#""type": "mean", "column": "spent""#, data: #", "cluster": "team""#)
    let arm: [String: [Double]] = ["spent": [1, 2, 5], "cluster": [0, 0, 1]]
    let summary = try await plan.answers([arm, arm]).summary()
    #expect(summary.cells[0].map(\.moments.count) == [2, 2])
    #expect(summary.cells[0][1].moments.mean == [4, 1.5] && summary.cells[0][1].moments.products[0, 1] == -1)
    #expect(summary.exposure.rowsRead == 6)
  }

  /// Two events of the first unit; its covariate is counted once.
  @Test func eventsAddUpAndWhatIsKnownOfTheirUnitDoesNot() async throws {
    let plan = try plan(
      #""type": "mean", "column": "spent", "covariates": ["earlier"]"#,
      data: #", "rows": "events", "attributes": ["earlier"]"#)
    let arm: [String: [Double]] = ["spent": [1, 2, 5], "earlier": [10, 10, 20], "unit": [0, 0, 1]]
    let summary = try await plan.answers([arm, arm]).summary()
    #expect(summary.cells[0][0].moments.mean == [4, 15] && summary.cells[0][0].moments.count == 2)
  }

  @Test func strataAreGroups() async throws {
    let plan = try plan(
      #""type": "mean", "column": "spent""#, data: #", "attributes": ["device"]"#, rest: #", "strata": ["device"]"#)
    let summary = try await plan.answers(
      [["spent": [1, 3, 5], "stratum": [0, 1, 1]], ["spent": [2, 4], "stratum": [1, 0]]], strata: ["a", "b"]
    ).summary()
    #expect(summary.groups.map(\.keys) == [["a"], ["b"]] && summary.groups.map(\.units) == [[1, 1], [2, 1]])
    #expect(summary.groups[1].cells[0].map { $0.moments.mean[0] } == [4, 2])
  }

  /// The least value that nine in ten do not exceed, of the values that are not zero: of 1 ... 10 it is 9.
  @Test func aCapIsOneOfTheValues() async throws {
    let plan = try plan(
      #""type": "mean", "column": "spent", "cap": { "quantile": 0.9, "nonzero": true }"#)
    let arms: [[String: [Double]]] = [["spent": [0, 0, 0, 10, 1, 2]], ["spent": [9, 3, 4, 8, 5, 6, 7, 0]]]
    let answers = try await plan.answers(arms)
    #expect(answers[Caps()] == ["m": 9])
    // 10 becomes 9 and 1.
    #expect(answers[ScopedPlan()].metrics[0].cap == 9)
    #expect(answers.summary().cells[0][0].moments.mean == [12.0 / 6, 1.0 / 6])
  }

  @Test func aCapOfZeroIsRefused() async throws {
    let plan = try plan(#""type": "mean", "column": "spent", "cap": { "quantile": 0.5 }"#)
    await #expect {
      try await plan.answers([["spent": [0, 0, 3]], ["spent": [0]]])
    } throws: { error in
      if case .emptyCaps(let caps)? = error as? NeedFault { caps == ["m": 0] } else { false }
    }
  }

  @Test func aMedianIsTheValueOfItsRank() async throws {
    let plan = try plan(#""type": "quantile", "q": 0.5, "column": "spent""#)
    let answers = try await plan.answers([["spent": [5, 1, 3]], ["spent": [4, 8, 2, 6]]])
    let raw = try #require(answers[RawQuantiles()][plan.quantiles[0]])
    #expect(raw == [RankedValues(count: 3, values: [2: 3]), RankedValues(count: 4, values: [2: 4])])
    // Values at the median or below it, values, and values strictly below.
    #expect(answers.summary().cells[0].map(\.moments.mean) == [[2.0 / 3, 1, 1.0 / 3], [0.5, 1, 0.25]])
  }

  @Test func aTimeIsAnEventOrCensored() async throws {
    let spec = SmallSpec {
      $0.data = #", "unit": "user", "time": "at""#
      $0.facts = #"{ "orders": { "source": "o.parquet", "unit": "user", "time": "at" } }"#
      $0.metrics = #"[{ "name": "m", "type": "time-to-event", "fact": "orders", "horizon": "10d", "maturity": "all" }]"#
    }
    let plan = try spec.plan()
    let survival = plan.survivals[0]
    let answers = try await plan.answers([
      [survival.duration: [2, 4, 4], survival.occurrence: [1, 0, 1]],
      [survival.duration: [3], survival.occurrence: [0]],
    ])
    let tables = answers[EventTimes(survival)].tables.variants
    #expect(
      tables[0]
        == (try EventTable([
          .init(time: 2, events: 1, censored: 0), .init(time: 4, events: 1, censored: 1),
        ])))
    #expect(tables[1] == (try EventTable([.init(time: 3, events: 0, censored: 1)])))
  }
}
