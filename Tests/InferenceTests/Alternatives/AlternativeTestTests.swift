import LayerSupport
import Planning
import Statistics
import TestSupport
import Testing

@testable import Inference

/// When another test stands beside the one of the interval, or decides in its place.
@Suite struct AlternativeTestTests {
  private func draft(
    _ metric: String, _ arms: [[String: [Double]]], data: String = "", rest: String = ""
  ) async throws -> ComparisonDraft {
    let plan = try SmallSpec {
      $0.data += data
      $0.metrics = #"[{ "name": "m", \#(metric) }]"#
      $0.rest = rest
    }.plan()
    return try #require(try await plan.drafts(arms).first)
  }

  private func p(_ draft: ComparisonDraft) throws -> Double {
    try #require(draft.alternative).p(draft.tests[0], at: draft.look).get()
  }

  // MARK: Two proportions

  private static let sparse: [[String: [Double]]] = [["sold": .ones(4, of: 10)], ["sold": .ones(9, of: 10)]]

  @Test(arguments: [
    ("auto", "barnard", false), ("barnard", "barnard", true), ("boschloo", "boschloo", true),
    ("fisher", "fisher", true),
    ("midp", "mid-p", true),
  ])
  func exactTestsCountTables(test: String, method: String, decides: Bool) async throws {
    let draft = try await draft(#""type": "proportion", "column": "sold", "test": "\#(test)""#, Self.sparse)
    let other = try #require(draft.alternative)
    #expect(other.kind == .exact && other.estimate.method == method && other.decides == decides)
    #expect(other.method == .exact && other.warning == .exactDecides)
    if test == "fisher" { #expect(isCloseP(try p(draft), 0.05727554179566563)) }
  }

  @Test func theScoreTestStandsAloneWhereCountsAreLargeOrItIsAskedFor() async throws {
    let large: [[String: [Double]]] = [["sold": .ones(5, of: 10)], ["sold": .ones(5, of: 10)]]
    #expect(try await draft(#""type": "proportion", "column": "sold""#, large).alternative == nil)
    #expect(
      try await draft(#""type": "proportion", "column": "sold", "test": "score""#, Self.sparse).alternative == nil)
  }

  // MARK: Few conversions in an uneven split

  /// Defect D11: four conversions of 464 against 293 of 11,298.
  @Test func fewConversionsInAnUnevenSplitAreForMidP() async throws {
    let uneven: [[String: [Double]]] = [["sold": .ones(4, of: 464)], ["sold": .ones(293, of: 11298)]]
    let found = try await draft(#""type": "proportion", "column": "sold""#, uneven)
    let other = try #require(found.alternative)
    #expect(other.estimate.method == "mid-p" && other.decides && other.note == "fragile: 4 conversions")
    // SciPy 1.17.1: 2·(cdf(292) + pmf(293)/2) and its mirror of hypergeom(11762, 11298, 297).
    #expect(isCloseP(try p(found), 0.010011690925207126))
    // Within two to one the score test stands, with an exact test beside it where events are very few.
    let even: [[String: [Double]]] = [["sold": .ones(10, of: 464)], ["sold": .ones(30, of: 928)]]
    #expect(try await draft(#""type": "proportion", "column": "sold""#, even).alternative == nil)
    #expect(try await draft(#""type": "proportion", "column": "sold", "test": "score""#, uneven).alternative == nil)
  }

  /// Non-events are counted as events are.
  @Test func fewWithoutConversionAreFragileToo() async throws {
    let arms: [[String: [Double]]] = [["sold": .ones(399, of: 400)], ["sold": .ones(90, of: 100)]]
    let other = try #require(try await draft(#""type": "proportion", "column": "sold""#, arms).alternative)
    #expect(other.note == "fragile: 1 unit without conversion")
  }

  /// Of adjusted proportions both tests must see the difference.
  @Test func fewAdjustedConversionsNeedBothTests() async throws {
    func arm(_ events: Int, _ units: Int) -> [String: [Double]] {
      ["sold": .ones(events, of: units), "earlier": (0..<units).map { Double($0 * 37 % 101) }]
    }
    let found = try await draft(
      #""type": "proportion", "column": "sold", "covariates": ["earlier"]"#, [arm(5, 464), arm(293, 11298)],
      data: #", "attributes": ["earlier"]"#)
    let other = try #require(found.alternative)
    #expect(other.estimate.method == "mid-p and score" && other.decides && other.note == "fragile: 5 conversions")
    let score = try found.tests[0].answer(found.estimate, at: found.look).test.pValue
    // The exact one is 0.028.
    #expect(try p(found) == score && isClose(score, 0.0417, absolute: 0.002))
  }

  /// Of adjusted counts no exact distribution is known.
  @Test func adjustedProportionsHaveNoExactTest() async throws {
    let arms = Self.sparse.map { $0.merging(["earlier": (0..<10).map { Double($0 * 3 % 7) }]) { $1 } }
    let found = try await draft(
      #""type": "proportion", "column": "sold", "covariates": ["earlier"]"#, arms, data: #", "attributes": ["earlier"]"#
    )
    #expect(found.alternative == nil)
  }

  // MARK: Rare events

  private static let count = #""type": "count", "column": "visits""#

  /// Given 11 events of as many units on both sides, 9 or more of them on one: scipy.stats.binomtest(9, 11, 0.5).
  @Test func rareSingleEventsAreDividedByChance() async throws {
    let draft = try await draft(Self.count, [["visits": .ones(2, of: 50)], ["visits": .ones(9, of: 50)]])
    let other = try #require(draft.alternative)
    #expect(other.kind == .poisson && other.decides && other.estimand == .relative)
    #expect(isCloseP(try p(draft), 0.0654296875))
  }

  @Test func eventsThatRepeatOrAreManyHaveNoSuchTest() async throws {
    let twice: [[String: [Double]]] = [["visits": .ones(2, of: 50)], ["visits": [2] + .ones(7, of: 49)]]
    #expect(try await draft(Self.count, twice).alternative == nil)
    let many: [[String: [Double]]] = [["visits": .ones(20, of: 50)], ["visits": .ones(25, of: 50)]]
    #expect(try await draft(Self.count, many).alternative == nil)
    let few: [[String: [Double]]] = [["visits": .ones(19, of: 50)], ["visits": .ones(25, of: 50)]]
    #expect(try await draft(Self.count, few).alternative?.kind == .poisson)
    // Nobody calls the events of a mean rare.
    #expect(try await draft(#""type": "mean", "column": "visits""#, few).alternative == nil)
  }

  // MARK: Labels

  private static let labels = #""type": "mean", "column": "spent", "test": "randomization""#

  /// All C(6, 3) = 20 assignments are looked at, of which two are as far apart as 1, 2, 3 and 10, 11, 12.
  @Test func labelsAreDrawnAgain() async throws {
    let draft = try await draft(Self.labels, [["spent": [1, 2, 3]], ["spent": [10, 11, 12]]])
    #expect(draft.alternative?.kind == .randomization && draft.alternative?.decides == true)
    #expect(isCloseP(try p(draft), 0.1))
  }

  @Test func equalValuesTellNothingAboutChance() async throws {
    let draft = try await draft(Self.labels, [["spent": [1, 1, 1]], ["spent": [1, 1, 1]]])
    guard let other = draft.alternative, case .failure(let reason) = other.p(draft.tests[0], at: draft.look) else {
      Issue.record("there is a p-value")
      return
    }
    #expect(reason == .noVariation)
  }

  /// Of matched pairs 1–3, 2–5 and 3–4 eight assignments are possible, of which the observed one is among two extremes.
  @Test func labelsStayWithinPairs() async throws {
    let draft = try await draft(
      Self.labels,
      [["spent": [1, 2, 3], "stratum": [0, 1, 2]], ["spent": [3, 5, 4], "stratum": [0, 1, 2]]],
      data: #", "attributes": ["device"], "assignment": "matched-pairs""#, rest: #", "strata": ["device"]"#,
      strata: ["a", "b", "c"])
    #expect(isCloseP(try p(draft), 0.25))
  }

  // MARK: Hazards

  @Test func theLogRankTestDecidesAboutHazards() async throws {
    let plan = try SmallSpec {
      $0.data = #", "unit": "user", "time": "at""#
      $0.facts = #"{ "orders": { "source": "o.parquet", "unit": "user", "time": "at" } }"#
      $0.metrics = """
        [{ "name": "m", "type": "time-to-event", "fact": "orders", "horizon": "14d", "estimand": "hazard-ratio",
           "maturity": "all" }]
        """
    }.plan()
    let survival = plan.survivals[0]
    func arm(_ times: [Double]) -> [String: [Double]] {
      [survival.duration: times, survival.occurrence: times.map { $0 < 14 ? 1 : 0 }]
    }
    let draft = try #require(
      try await plan.drafts([arm([1, 2, 3, 4, 5, 14]), arm([4, 6, 8, 10, 14, 14])]).first)
    #expect(draft.alternative?.kind == .logRank && draft.alternative?.decides == true)
    #expect(draft.alternative?.warning == .logRankDecides && draft.alternative?.estimand == .relative)
  }
}

extension AlternativeTestTests {
  private func draft(
    _ metric: String, _ arms: [[String: [Double]]], data: String, rest: String, strata: [String]
  ) async throws -> ComparisonDraft {
    let plan = try SmallSpec {
      $0.data += data
      $0.metrics = #"[{ "name": "m", \#(metric) }]"#
      $0.rest = rest
    }.plan()
    return try #require(try await plan.drafts(arms, strata: strata).first)
  }
}
