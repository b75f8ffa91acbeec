import LayerSupport
import Planning
import Statistics
import SummarySQL
import TestSupport
import Testing

@testable import Inference

/// What an experiment shows beside its answers: where there is anything to show, and its numbers by hand.
@Suite struct FindingsTests {
  private func analysis(
    _ metric: String, _ arms: [[String: [Double]]], data: String = "", rest: String = "", strata: [String] = [""]
  ) async throws -> ExperimentAnalysis {
    try await SmallSpec {
      if arms.count > 2 {
        $0.variants =
          "[{ \"name\": \"old\", \"control\": true }, { \"name\": \"new\" }"
          + (2..<arms.count).map { ", { \"name\": \"v\($0)\" }" }.joined() + "]"
      }
      $0.data += data
      $0.metrics = #"[{ "name": "m", \#(metric) }]"#
      $0.rest = rest
    }.analysis(arms, strata: strata)
  }

  private static let mean = #""type": "mean", "column": "spent""#
  private static let spent: [[String: [Double]]] = [
    ["spent": (0..<40).map { Double($0 % 8) }], ["spent": (0..<40).map { Double($0 % 8) + 1 }],
  ]

  /// A finding of which there is nothing has no section in a report.
  @Test func aPlainMeanHasNoFindings() async throws {
    let found = try await analysis(Self.mean, Self.spent)
    #expect(
      found.findings.count == Findings.all.count && found.findings.allSatisfy { $0.body.isEmpty && $0.section.isEmpty })
  }

  private func shown(_ analysis: ExperimentAnalysis) -> [String] {
    analysis.findings.filter { !$0.body.isEmpty }.map { type(of: $0).key }
  }

  // MARK: Scales

  /// 30 and 20 of 40: odds of 3 and 1.
  @Test func proportionsHaveOdds() async throws {
    let found = try await analysis(
      #""type": "proportion", "column": "sold""#, [["sold": .ones(20, of: 40)], ["sold": .ones(30, of: 40)]])
    #expect(shown(found) == ["odds_ratios"])
    let table = try #require(found.finding(OddsRatioFinding.self)?.tables.first)
    guard case .quantity(.numberWithInterval(let ratio, _, _))? = table.rows[0][2].content.parts.first else {
      Issue.record("\(table.rows)")
      return
    }
    #expect(isClose(ratio, 3, relative: 1e-12))
  }

  private static let e = 2.718281828459045

  /// Of 1, e², and of e, e³: the mean logarithms are 1 and 2, the lift of the geometric mean is e − 1.
  @Test func logarithmsHaveGeometricMeans() async throws {
    let e = Self.e
    let found = try await analysis(
      Self.mean + #", "log": true"#, [["spent": [1, e * e]], ["spent": [e, e * e * e]]])
    #expect(shown(found) == ["geometric_means"])
    let row = try #require(found.finding(GeometricMeanFinding.self)?.tables.first?.rows.first)
    let numbers = row.dropFirst(2).map { cell -> Double? in
      switch cell.content.parts.first {
      case .quantity(.number(let value, _)): value
      case .quantity(.numberWithInterval(let value, _, _)): value
      default: nil
      }
    }
    for (found, expected) in zip(numbers, [e, e * e, e - 1]) {
      #expect(isClose(found, expected, relative: 1e-12))
    }
  }

  // MARK: Ratios and caps

  /// Visits rise from 2 to 3 per unit.
  @Test func aRatioTellsWhetherItsDenominatorMoved() async throws {
    let arms: [[String: [Double]]] = [
      ["spent": [4, 6, 8, 2], "visits": [1, 3, 2, 2]], ["spent": [4, 6, 8, 2], "visits": [2, 4, 3, 3]],
    ]
    let found = try await analysis(#""type": "ratio", "numerator": "spent", "denominator": "visits""#, arms)
    #expect(shown(found) == ["denominators"])
    let record = try #require(found.finding(DenominatorFinding.self)?.record)
    #expect(record["value_control"]?.number == 2 && record["value_variant"]?.number == 3)
    #expect(isClose(record["lift"]?.number, 0.5, relative: 1e-12) && record["reason"]?.text == nil)
  }

  /// Of 2, 4, 10 and of 2, 4, 4 above 5 lies 5 of a total of 16; the raw difference of the means is −2, the capped one −1/3.
  @Test func aCapTellsWhatItRemoved() async throws {
    let found = try await analysis(
      Self.mean + #", "cap": { "value": 5 }"#, [["spent": [2, 4, 10]], ["spent": [2, 4, 4]]])
    #expect(shown(found) == ["caps"])
    let record = try #require(found.finding(CapFinding.self)?.record)
    #expect(record["cap"]?.number == 5 && record["quantile"]?.number == nil)
    #expect(isClose(record["variants", "share_removed"]?.number, 0.3125, relative: 1e-12))
    #expect(record["variants", "n"]?.count == 3)
    let (raw, capped, excess) = (
      try #require(record["comparisons", "raw", "estimate"]?.number),
      try #require(record["comparisons", "capped", "estimate"]?.number),
      try #require(record["comparisons", "excess", "estimate"]?.number)
    )
    #expect(isClose(raw, -2, relative: 1e-12) && isClose(capped, -1.0 / 3, relative: 1e-12))
    #expect(isClose(raw, capped + excess, relative: 1e-12))
  }

  // MARK: Questions

  @Test func questionsAreAChapter() async throws {
    let found = try await analysis(Self.mean + #", "equivalence": 0.5"#, Self.spent)
    #expect(shown(found) == ["questions"])
    let finding = try #require(found.finding(QuestionFinding.self))
    #expect(finding.section.first == .heading(2, "Questions"))
    #expect(finding.tables[0].rows[0][5].content == "not shown")
    #expect(finding.tables[0].rows[0][2].content == "within ±\(.exact(0.5))?")
    #expect(finding.sentences == ["m: two one-sided tests, α = \(.exact(0.05)), \(.level(0.9)) CI."])
  }

  @Test(arguments: [
    // The interval of the lift is +34 % to +68 %, and that of fewer units is wider.
    (
      "+50%", 100, "confirmed",
      "is confirmed by new vs old on m: more than half of it is shown, and all of it is possible"
    ),
    ("+10%", 100, "exceeded", "is exceeded by new vs old on m: the effect is larger"),
    ("+68%", 1000, "confirmed-but-smaller", "is confirmed by new vs old on m in part: more than half"),
    ("+90%", 100, "smaller", "is too large for new vs old on m: there is an effect, but a smaller one"),
    ("+190%", 100, "refuted", "is refuted by new vs old on m: not even half of it is possible"),
    ("+190%", 5, "not-reproduced", "is not reproduced by new vs old on m"),
    ("+50%", 10, "undecided", "is neither confirmed nor refuted by new vs old on m"),
  ])
  func aPublishedFigureIsHeldAgainstTheData(claim: String, size: Int, answer: String, words: String) async throws {
    let found = try await analysis(
      #""type": "proportion", "column": "sold", "claim": "\#(claim)""#,
      [["sold": .ones(2 * size, of: 4 * size)], ["sold": .ones(3 * size, of: 4 * size)]])
    let finding = try #require(found.finding(ClaimFinding.self))
    #expect(finding.record?["answer"]?.text == answer && finding.record?["published"]?.text == claim)
    guard case .text(let text)? = finding.sentences.first?.parts.first else {
      Issue.record("\(finding.sentences)")
      return
    }
    #expect(text.hasPrefix("The published \(claim) \(words)"))
  }

  // MARK: Variance

  @Test func covariatesTellWhatTheySaved() async throws {
    let earlier = (0..<60).map { Double($0 * 7 % 13) }
    func arm(_ shift: Double) -> [String: [Double]] {
      ["spent": earlier.enumerated().map { $1 + Double($0 % 2) + shift }, "earlier": earlier]
    }
    let found = try await analysis(
      Self.mean + #", "covariates": ["earlier"]"#, [arm(0), arm(1)], data: #", "attributes": ["earlier"]"#)
    #expect(shown(found) == ["adjustments"])
    let record = try #require(found.finding(AdjustmentFinding.self)?.record)
    #expect(isClose(record["adjusted"]?.number, 1, relative: 1e-9))
    // The same covariate in both variants: nothing to adjust, and nearly all of the variance saved.
    #expect(isClose(record["unadjusted"]?.number, 1, relative: 1e-9))
    let saved = try #require(record["variance_reduction"]?.number)
    #expect(saved > 0.97 && saved < 1)
    #expect(record["variance_reduction"]?.number == found.row("m")?.varianceReduction)
  }

  /// Ten clusters of four units, of which three are ones in five of them, and one in the others: the mean square within
  /// clusters is 3/4/3, and between them 4·10/16/9, so that the intraclass correlation is (10/36 − 9/36)/(10/36 + 27/36).
  @Test func clustersTellWhatTheyCost() async throws {
    let arm: [String: [Double]] = [
      "sold": (0..<40).map { $0 % 4 < ($0 / 4 < 5 ? 3 : 1) ? 1 : 0 }, "cluster": (0..<40).map { Double($0 / 4) },
    ]
    let found = try await analysis(
      #""type": "proportion", "column": "sold""#, [arm, arm], data: #", "cluster": "team""#)
    #expect(shown(found).contains("clusters"))
    let row = try #require(found.finding(ClusterFinding.self)?.tables.first?.rows.first)
    #expect(row[2].content == "\(.count(10)) / \(.count(10))")
    guard case .quantity(.number(let correlation, _))? = row[4].content.parts.first else {
      Issue.record("\(row)")
      return
    }
    #expect(isClose(correlation, 1.0 / 37, relative: 1e-9))
    // Of a mean the squares of single units are not known.
    let mean = try await analysis(#""type": "mean", "column": "sold""#, [arm, arm], data: #", "cluster": "team""#)
    #expect(mean.finding(ClusterFinding.self)?.tables.first?.rows.first?[4].content == Phrase(.missing))
  }

  // MARK: Several variants

  @Test func severalVariantsAreTestedTogether() async throws {
    let arms = [20, 30, 24].map { ["sold": [Double].ones($0, of: 40)] }
    let found = try await analysis(#""type": "proportion", "column": "sold""#, arms)
    #expect(shown(found) == ["odds_ratios", "omnibus"])
    let record = try #require(found.finding(OmnibusFinding.self)?.record)
    #expect(record["df"]?.number == 2 && (record["p_value"]?.number ?? 1) < 0.1)
    // A secondary metric gates nothing, and asks nobody.
    let secondary = try await SmallSpec {
      $0.variants = #"[{ "name": "old", "control": true }, { "name": "new" }, { "name": "v2" }]"#
      $0.metrics = """
        [{ "name": "m", "type": "mean", "column": "sold", "role": "primary" },
         { "name": "s", "type": "mean", "column": "sold", "role": "secondary" }]
        """
    }.analysis(arms)
    guard case .list(let tests)? = secondary.finding(OmnibusFinding.self)?.record else {
      Issue.record("there is no record")
      return
    }
    #expect(tests.map { $0["metric"]?.text } == ["m"])
  }

  // MARK: Doses

  /// 1 + 2·dose in each of three variants with the doses 0, 1 and 3, with the same spread: from 0 to 3 it rises by 6.
  @Test func aCurveTellsWhatADoseDoes() async throws {
    let noise = (0..<20).map { Double($0 % 4) - 1.5 }
    let plan = try SmallSpec {
      $0.variants = """
        [{ "name": "old", "control": true, "dose": 0 }, { "name": "new", "dose": 1 }, { "name": "more", "dose": 3 }]
        """
      $0.metrics = """
        [{ "name": "m", "type": "dose-response", "outcome": { "type": "mean", "column": "spent" }, "model": "linear",
           "compare": [0, 3] }]
        """
    }.plan()
    let found = try await plan.analysis([1, 3, 7].map { value in ["spent": noise.map { $0 + value }] })
    #expect(shown(found) == ["dose_response"])
    let row = try #require(found.rows.first)
    #expect(isClose(row.estimate, 6, relative: 1e-9) && row.control == "dose 0" && row.variant == "dose 3")
    // Variants were drawn by lot, and so were their doses.
    #expect(row.verdict == .better && found.decisions.isEmpty)
  }

  // MARK: Times

  /// Without censoring the restricted mean is the mean: 2.5 and 5 days, of which the lift is 100 %.
  @Test func curvesTellHowLongItTook() async throws {
    let plan = try SmallSpec {
      $0.data = #", "unit": "user", "time": "at""#
      $0.facts = #"{ "orders": { "source": "o.parquet", "unit": "user", "time": "at" } }"#
      $0.metrics = #"[{ "name": "m", "type": "time-to-event", "fact": "orders", "horizon": "10d", "maturity": "all" }]"#
    }.plan()
    let survival = plan.survivals[0]
    func arm(_ factor: Double) -> [String: [Double]] {
      let times = (0..<40).map { (1 + Double($0 % 4)) * factor }
      return [survival.duration: times, survival.occurrence: times.map { _ in 1 }]
    }
    let found = try await plan.analysis([arm(1), arm(2)])
    #expect(shown(found) == ["survival"])
    let row = try #require(found.row("m"))
    #expect(isClose(row.valueControl, 2.5, relative: 1e-9) && isClose(row.valueVariant, 5, relative: 1e-9))
    #expect(isClose(found.row("m", .relative)?.estimate, 1, relative: 1e-9) && row.verdict == .better)
  }

  // MARK: Funnels

  /// 60 and then 30 of 100 units, 80 and then 60 of the other 100: each step multiplies the lift, by 4/3 and by 3/2.
  @Test func aFunnelCountsWhoStopped() async throws {
    let plan = try SmallSpec {
      $0.data = #", "unit": "user", "time": "at""#
      $0.facts = #"""
        { "visits": { "source": "v.parquet", "unit": "user", "time": "at" },
          "orders": { "source": "o.parquet", "unit": "user", "time": "at" } }
        """#
      $0.metrics = """
        [{ "name": "way", "type": "funnel", "window": "7d",
           "steps": [{ "name": "visit", "fact": "visits" }, { "name": "order", "fact": "orders" }] }]
        """
    }.plan()
    let columns = try plan.metrics.map { try #require($0.population.terms[0].column) }
    func arm(_ reached: [Int]) -> [String: [Double]] {
      Dictionary(uniqueKeysWithValues: zip(columns, reached.map { [Double].ones($0, of: 100) }))
    }
    let found = try await plan.analysis([arm([60, 30]), arm([80, 60])])
    #expect(found.results.metrics.map(\.metric.name) == ["way: visit", "way: order"])
    let funnel = try #require(found.finding(FunnelFinding.self)?.funnels.first)
    #expect(funnel.steps.map { $0.passages.map(\.reached) } == [[60, 80], [30, 60]])
    #expect(funnel.steps.map { $0.passages.map(\.stopped) } == [[40, 20], [30, 20]])
    #expect(isClose(found.row("way: order", .relative)?.estimate, 1, relative: 1e-12))
    #expect(isClose(found.row("way: visit", .relative)?.estimate, 1.0 / 3, relative: 1e-12))
  }

  // MARK: Segments

  private func segmented(_ sold: [(String?, [Int])]) async throws -> ExperimentAnalysis {
    let plan = try SmallSpec {
      $0.data += #", "attributes": ["device"]"#
      $0.rest = #", "segments": ["device"]"#
    }.plan()
    let whole = (0..<2).map { arm in sold.reduce(0) { $0 + $1.1[arm] } }
    let table = MemoryTable(whole.map { ["sold": .ones($0, of: 100 * sold.count)] })
    let reader = PreparedReader(table) { summary in
      let segments = sold.map { value, sold in
        SegmentSummary(
          value: value,
          groups: [
            SummaryGroup(
              units: [100, 100], rowsKept: 200,
              cells: [sold.map { MetricCell(kept: 100, moments: Moments(successes: $0, trials: 100), dropped: [:]) }])
          ])
      }
      return ScopeSummary(exposure: summary.exposure, groups: summary.groups, segments: [segments])
    }
    return try ExperimentAnalysis(try await Answers(plan: plan, plan.needs, by: reader))
  }

  /// What segments show is exploration: corrected for each other, and told apart by a test of heterogeneity.
  @Test func segmentsAreRowsOfTheirOwn() async throws {
    let found = try await segmented([("phone", [50, 75]), (nil, [50, 50])])
    #expect(shown(found) == ["odds_ratios", "segments"])
    let rows = found.rows.filter { $0.segment != nil && $0.estimand == .absolute && !$0.isCompanion }
    #expect(
      rows.map { $0.segment?.value } == ["phone", nil]
        && rows.map(\.family) == ["segments of sale", "segments of sale"])
    #expect(rows.map { $0.estimate ?? .nan } == [0.25, 0] && rows.map(\.verdict) == [.better, .inconclusive])
    // Benjamini-Hochberg of two p-values, of which the larger one is 1.
    #expect(isClose(rows[0].adjustedP, 2 * (rows[0].pValue ?? .nan), relative: 1e-12) && rows[1].adjustedP == 1)
    #expect(found.results.segments.map(\.key.attribute) == ["device", "device"])
  }
}
