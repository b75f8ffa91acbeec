import LayerSupport
import Statistics
import Terms
import TestSupport
import Testing

@testable import Planning

/// What metrics share, and what plans are made of a plan.
@Suite struct AnalysisPlanTests {
  private func plan(_ metrics: String..., data: String = "", rest: String = "") throws -> AnalysisPlan {
    try SmallSpec {
      $0.metrics = "[\(metrics.map { "{ \($0) }" }.joined(separator: ", "))]"
      $0.data += data
      $0.rest = rest
    }.plan()
  }

  // MARK: What is shared

  @Test func equalMetricsShareTheirPopulation() throws {
    let plan = try plan(
      #""name": "a", "type": "mean", "column": "spent""#,
      #""name": "b", "type": "mean", "column": "spent", "direction": "decrease", "margin": "5%""#,
      #""name": "c", "type": "mean", "column": "spent", "where": "visits > 1""#)
    #expect(plan.populations.count == 2 && plan.terms.count == 1 && plan.filters.count == 1)
    #expect(plan.metrics.map { plan.position(of: $0.population) } == [0, 0, 1])
    #expect(plan.populations.map(\.filter) == [nil, 0])
  }

  @Test func conditionsOfTheSameTextAreOne() throws {
    let plan = try plan(
      #""name": "a", "type": "mean", "column": "spent", "where": "visits > 1""#,
      #""name": "b", "type": "mean", "column": "earlier", "where": "visits > 1""#,
      #""name": "c", "type": "mean", "column": "earlier", "where": "visits > 2""#)
    #expect(plan.filters.map(\.text.text) == ["visits > 1", "visits > 2"])
    #expect(plan.metrics.map(\.population.filter) == [0, 0, 1])
  }

  @Test func everyAggregateIsAskedForOnce() throws {
    let one = #""name": "a", "type": "ratio", "numerator": "spent", "denominator": "visits""#
    let other = #""name": "b", "type": "ratio", "numerator": "spent", "denominator": "visits", "direction": "decrease""#
    let (single, double) = (try plan(one), try plan(one, other))
    #expect(double.aggregates == single.aggregates && Set(double.aggregates).count == double.aggregates.count)
    #expect(double.aggregates.indices.allSatisfy { double.position(of: double.aggregates[$0]) == $0 })
    // Two terms: units, 2 sums, 2 ranges with their integers, 3 products, 4 cubes and 5 quartics, and what a real number
    // can be beside a value.
    let population = double.populations[0]
    #expect(
      double.aggregates.filter { if case .dropped = $0 { false } else { true } } == [
        .count(population), .sum(0, population), .sum(1, population),
        .lowest(0, population), .highest(0, population), .fitting(0, population),
        .lowest(1, population), .highest(1, population), .fitting(1, population),
        .product(0, 0, population), .product(0, 1, population), .product(1, 1, population),
        .cube(0, 0, 0, population), .cube(0, 0, 1, population), .cube(0, 1, 1, population), .cube(1, 1, 1, population),
        .quartic(0, 0, 0, 0, population), .quartic(0, 0, 0, 1, population), .quartic(0, 0, 1, 1, population),
        .quartic(0, 1, 1, 1, population), .quartic(1, 1, 1, 1, population),
      ])
  }

  /// It is its own square, so that its sum tells its spread.
  @Test func aTruthValueNeedsNothingButItsSum() throws {
    let plan = try plan(#""name": "a", "type": "proportion", "column": "sold""#)
    let population = plan.populations[0]
    // Whether the value is missing is what the others leave.
    #expect(plan.aggregates == [.count(population), .dropped(.unreadable, population), .sum(0, population)])
  }

  @Test func onlyColumnsInUseAreRead() throws {
    let plan = try plan(
      #""name": "a", "type": "mean", "column": "spent", "covariates": ["earlier"], "where": "visits > 1""#,
      data: #", "attributes": ["earlier", "device", "team"], "where": "sold = 0""#, rest: #", "segments": ["device"]"#)
    #expect(
      plan.source.columnsInUse == ["user", "variant", "sold", "spent", "visits", "earlier", "device"])
    #expect(plan.source.labels == ["variant"] && plan.source.filter?.text.text == "sold = 0")
  }

  // MARK: Caps

  @Test func aCapDividesTheValueIntoTwoParts() throws {
    let plan = try plan(#""name": "a", "type": "mean", "column": "spent", "cap": { "value": 9.5 }"#)
    let metric = plan.metrics[0]
    #expect(metric.cap == 9.5 && metric.hasCap && plan.uncapped.isEmpty)
    #expect(metric.population.terms.map(\.cut) == [.upTo(9.5), .above(9.5)])
    #expect(metric.population.terms.map(\.isExcess) == [false, true])
    #expect(plan.aggregates.contains(.above(1, metric.population)))
  }

  @Test func aQuantileWaitsForItsNumber() throws {
    let plan = try plan(
      #""name": "a", "type": "mean", "column": "spent", "cap": { "quantile": 0.9, "nonzero": true }"#,
      #""name": "b", "type": "mean", "column": "spent""#)
    #expect(plan.uncapped.map(\.name) == ["a"] && plan.metrics[0].cap == nil && plan.metrics[0].outcomes == 1)
    #expect(
      plan.metrics[0].capQuantile == CapQuantile(share: 0.9, isOfNonzero: true, isOfEarlier: false))
    let capped = plan.capped(at: ["a": 40])
    #expect(capped.metrics.map(\.cap) == [40, nil] && capped.metrics.map(\.outcomes) == [2, 1])
    #expect(capped.populations.count == 2 && capped.uncapped.isEmpty)
    #expect(plan.capped(at: [:]).uncapped.count == 1)
  }

  /// What was not cut of a ratio's denominator stands between the numerator and what exceeds its cap.
  @Test func theExcessIsTheLastOutcome() throws {
    let plan = try plan(
      #""name": "a", "type": "ratio", "numerator": "spent", "denominator": "visits", "cap": { "value": 3 }"#)
    #expect(plan.metrics[0].population.terms.map(\.column) == ["spent", "visits", "spent"])
    #expect(plan.metrics[0].population.terms.map(\.cut) == [.upTo(3), nil, .above(3)])
  }

  // MARK: Segments

  @Test func aSegmentHasTheMetricsWhoseValuesAreRead() throws {
    let plan = try plan(
      #""name": "mean", "type": "mean", "column": "spent""#,
      #""name": "median", "type": "quantile", "q": 0.5, "column": "spent""#,
      data: #", "attributes": ["device"]"#, rest: #", "segments": ["device"]"#)
    let segment = SegmentValue(attribute: "device", value: "phone")
    let units = SummaryGroup(units: [], rowsKept: 0, cells: [[], []])
    let summary = ScopeSummary(
      exposure: ExposureLedger(units: [], rowsKept: 0, drops: []), groups: [units],
      segments: [[SegmentSummary(value: "phone", groups: [units])]])
    let own = plan.within(segment, summary)
    #expect(own.metrics.map(\.name) == ["median"])
    #expect(own.populations.allSatisfy { $0.segment == segment })
    #expect(own.quantiles.map(\.values.segment) == [segment])
    #expect(own.quantiles != plan.quantiles && own.quantiles[0].probability == 0.5)
    #expect(own.populations[0].possibleReasons.first == .filtered)
    #expect(!plan.populations[1].possibleReasons.contains(.filtered))
  }

  // MARK: What the spec says of the whole

  @Test func errorsAndSeedsComeFromTheSpec() throws {
    let plan = try plan(
      #""name": "a", "type": "mean", "column": "spent""#,
      rest: """
        , "inference": { "alpha": 0.1, "seed": 7, "replicates": 99, "correction": "holm" },
        "decision": { "alpha_deterioration": 0.02, "alpha_quality": 0.005 }
        """)
    #expect(plan.errors.alpha == 0.1 && plan.errors.deterioration == 0.02 && plan.errors.quality == 0.005)
    #expect(plan.seed == 7 && plan.replicates == 99 && plan.correction == .holm)
  }

  @Test func weightsAndLabelsBelongToTheirVariants() throws {
    let plan = try SmallSpec {
      $0.variants = """
        [{ "name": "old", "values": ["a", "b"], "weight": 3 }, { "name": "new", "control": true, "values": ["c"] }]
        """
    }.plan()
    #expect(plan.control == 1 && plan.variants.map(\.weight) == [3, 1])
    #expect(plan.variants.map(\.labels) == [[["a"], ["b"]], [["c"]]])
    #expect(plan.header.shownName == "example" && plan.header.isRandomized)
  }

  @Test func aFamilyKeepsItsGraph() throws {
    let plan = try plan(
      #""name": "a", "type": "mean", "column": "spent""#, #""name": "b", "type": "mean", "column": "visits""#,
      rest: """
        , "inference": { "correction": "graph" }, "families": [{ "name": "both", "metrics": ["b", "a"],
        "weights": [0.8, 0.2], "transitions": [[0, 1], [1, 0]] }]
        """)
    let family = try #require(plan.families.first)
    #expect(family.metrics == ["b", "a"] && family.weights == [0.8, 0.2] && family.transitions == [[0, 1], [1, 0]])
    #expect(family.name == "both" && family.after == nil)
  }
}
