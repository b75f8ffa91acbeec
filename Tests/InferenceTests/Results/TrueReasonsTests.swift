import Diagnostics
import LayerSupport
import Planning
import Statistics
import TestSupport
import Testing

@testable import Inference

/// Every reason that a kind of metric can have is true of it: all pairs that degenerate data bring about, in words.
@Suite struct TrueReasonsTests {
  struct Kind: Sendable, CustomTestStringConvertible {
    let name: String
    let metric: String
    var data = ""
    /// Whether units are followed until an event.
    var isFollowed = false
    var testDescription: String { name }
  }

  private static let adjusted = #", "attributes": ["earlier"]"#
  private static let clustered = #", "cluster": "team""#

  static let kinds = [
    Kind(name: "mean", metric: #""type": "mean", "column": "spent""#),
    Kind(
      name: "mean, adjusted", metric: #""type": "mean", "column": "spent", "covariates": ["earlier"]"#, data: adjusted),
    Kind(name: "mean of clusters", metric: #""type": "mean", "column": "spent""#, data: clustered),
    Kind(name: "count", metric: #""type": "count", "column": "visits""#),
    Kind(name: "ratio", metric: #""type": "ratio", "numerator": "spent", "denominator": "visits""#),
    Kind(name: "proportion", metric: #""type": "proportion", "column": "sold""#),
    Kind(
      name: "proportion, adjusted", metric: #""type": "proportion", "column": "sold", "covariates": ["earlier"]"#,
      data: adjusted),
    Kind(name: "proportion of clusters", metric: #""type": "proportion", "column": "sold""#, data: clustered),
    Kind(name: "quantile", metric: #""type": "quantile", "q": 0.9, "column": "spent""#),
    Kind(name: "median", metric: #""type": "quantile", "q": 0.5, "column": "spent""#),
    Kind(
      name: "median, adjusted", metric: #""type": "quantile", "q": 0.5, "column": "spent", "covariates": ["earlier"]"#,
      data: adjusted),
    Kind(name: "rank", metric: #""type": "rank", "column": "spent""#),
    Kind(
      name: "dose response",
      metric:
        #""type": "dose-response", "outcome": { "type": "mean", "column": "spent" }, "dose": "visits", "model": "linear", "compare": [0, 1]"#
    ),
    Kind(name: "restricted mean", metric: followed("rmst"), isFollowed: true),
    Kind(
      name: "restricted mean, adjusted", metric: followed("rmst") + #", "covariates": ["earlier"]"#, data: adjusted,
      isFollowed: true),
    Kind(name: "share without the event", metric: followed("survival"), isFollowed: true),
    Kind(name: "hazard ratio", metric: followed("hazard-ratio"), isFollowed: true),
  ]

  private static func followed(_ estimand: String) -> String {
    #""type": "time-to-event", "fact": "orders", "horizon": "14d", "estimand": "\#(estimand)""#
  }

  /// Both variants, by what is degenerate about them.
  static let data: KeyValuePairs<String, [[String: [Double]]]> = [
    "one unit": [arm(1), arm(40)], "two units": [arm(2), arm(2)],
    "all alike": [arm(40) { _ in 1 }, arm(40) { _ in 1 }], "control alike": [arm(4) { _ in 1 }, arm(40)],
    "all zero": [arm(40) { _ in 0 }, arm(40) { _ in 0 }],
    "control zero": [arm(1000) { _ in 0 }, arm(1000) { $0 < 5 ? 1 : 0 }],
    "outcome is three times the covariate": [arm(40, determined: true), arm(40, determined: true)],
    "apart": [arm(30), arm(30, shift: 1000)],
  ]

  private static func arm(
    _ units: Int, shift: Double = 0, determined: Bool = false, _ value: ((Int) -> Double)? = nil
  ) -> [String: [Double]] {
    let spent = (0..<units).map { value?($0) ?? Double($0 * 7 % 11) + shift }
    let sold = (0..<units).map { value?($0) ?? Double($0 * 7 % 11 % 2) }
    return [
      "spent": spent, "sold": sold, "visits": value == nil ? (0..<units).map { Double($0 % 3) } : spent,
      "earlier": determined
        ? spent.map { 3 * $0 + 1 } : (0..<units).map { Double($0 * 5 % 13) },
    ]
  }

  /// The amounts as days until an event, which half of the units do not have before the horizon.
  private static func following(_ survival: PlannedSurvival?, _ arm: [String: [Double]]) -> [String: [Double]] {
    guard let survival else { return arm }
    var columns = arm
    columns[survival.duration] = arm["spent", default: []].map { min($0, 14) * 86_400_000_000 }
    columns[survival.occurrence] = arm["sold", default: []]
    return columns
  }

  /// Reasons of all answers, and where a row has numbers and a reason, that too.
  @Test(arguments: kinds) func reasonsSpeakOfTheMetric(kind: Kind) async throws {
    let plan = try SmallSpec {
      $0.data += kind.data
      $0.metrics = #"[{ "name": "m", \#(kind.metric) }]"#
      $0.rest = #", "inference": { "replicates": 199 }"#
      guard kind.isFollowed else { return }
      $0.data += #", "time": "at""#
      $0.facts = #"{ "orders": { "source": "orders.parquet", "unit": "user", "time": "at" } }"#
    }.plan()
    for (name, columns) in Self.data {
      let arms = columns.map { Self.following(plan.survivals.first, $0) }
      let drafts = try await plan.drafts(arms)
      for (draft, result) in zip(drafts, plan.results(drafts)) {
        for answer in result.scales + result.alternatives.map(\.answer) {
          for warning in answer.warnings {
            #expect(Self.isPossible(warning, of: draft), "\(kind.name), \(name), \(answer.estimand): \(warning)")
          }
          guard let reason = answer.reason else { continue }
          expect(reason, of: draft, arms, "\(kind.name), \(name), \(answer.estimand)")
        }
      }
    }
  }

  /// Whether a warning speaks of something that the metric has.
  private static func isPossible(_ warning: EstimateWarning, of draft: ComparisonDraft) -> Bool {
    let metric = draft.metric
    let isRatio = metric.functional == .ratio || metric.isClustered
    let hasCovariates = metric.hasCovariates || draft.dose != nil
    return switch warning {
    case .denominatorWeak, .ratioBias: isRatio
    case .boundary, .boundaryUnadjusted, .outsideRange: metric.isProbability
    case .covariateDropped, .slopesPooled, .adjustmentDropped, .covariateImbalance: hasCovariates
    case .shortTail, .midQuantile: metric.quantile != nil
    case .logRankDecides, .hazardsNotProportional: metric.survival != nil
    case .trendDecides: draft.dose != nil
    case .fewClusters: metric.isClustered
    case .exactDecides: metric.isProbability || metric.counts
    case .fewCells, .strataMerged, .dependsOnDays, .fewPairs, .trialsAssumed: false
    case .oneArmConstant, .smallSample, .negativeControl, .pBelowRange, .openAbove, .openBelow, .randomizationDecides:
      true
    }
  }

  /// A statement that a reason makes, and whether it holds.
  private func expect(_ reason: String, of draft: ComparisonDraft, _ arms: [[String: [Double]]], _ what: String) {
    let metric = draft.metric
    let name = metric.isProbability ? "sold" : metric.counts ? "visits" : "spent"
    let values = arms.map { $0[name, default: []] }
    let isConstant = values.map { Set($0).count == 1 }
    let statements: [(words: String, holds: Bool)] = [
      ("proportion", metric.isProbability || metric.quantile != nil), ("hazard", metric.survival != nil),
      ("quantile", metric.quantile != nil),
      ("dose", draft.dose != nil), ("cluster", metric.isClustered),
      ("single unit", draft.estimate.counts.control == 1 || draft.estimate.counts.variant == 1),
      ("all units of a variant have the same value", isConstant.allSatisfy(\.self)),
      ("every unit of one variant has the same value", isConstant.contains(true)),
      ("same ratio", metric.isClustered || metric.functional == .ratio),
      ("control's value is zero", values[0].allSatisfy { $0 == 0 }),
      ("determine the outcome", metric.hasCovariates && !isConstant.contains(true)),
    ]
    for statement in statements where reason.contains(statement.words) {
      #expect(statement.holds, "\(what): \(reason)")
    }
  }

  /// Defect D26: none of 1000 against five of 1000.
  @Test func aLiftOverZeroHasNoUpperEnd() async throws {
    let plan = try SmallSpec { $0.metrics = #"[{ "name": "m", "type": "proportion", "column": "sold" }]"# }.plan()
    let drafts = try await plan.drafts([["sold": .ones(0, of: 1000)], ["sold": .ones(5, of: 1000)]])
    let lift = try #require(plan.results(drafts)[0][.relative])
    #expect(lift.status == nil && lift.estimate == nil && lift.interval?.upper == .infinity)
    #expect(
      lift.reason
        == "the control's value is zero, so the relative difference has no finite value and its interval no upper end")
  }

  /// Defect D27: a covariate that is three times the outcome and one.
  @Test(arguments: ["mean", "proportion"]) func aCovariateThatDeterminesTheOutcomeIsNamed(type: String) async throws {
    let plan = try SmallSpec {
      $0.data += Self.adjusted
      $0.metrics = #"[{ "name": "m", "type": "\#(type)", "column": "sold", "covariates": ["earlier"] }]"#
    }.plan()
    let arms = [20, 26].map { events -> [String: [Double]] in
      let sold = [Double].ones(events, of: 60)
      return ["sold": sold, "earlier": sold.map { 3 * $0 + 1 }]
    }
    let answer = plan.results(try await plan.drafts(arms))[0].leading
    #expect(answer.status == .outcomeDetermined && answer.reason?.contains("measured after exposure") == true)
  }

  /// Defect D25: three single events against twelve, of 500 units each.
  @Test func ratesThatAreComparedExactlyHaveAnEstimate() async throws {
    let plan = try SmallSpec { $0.metrics = #"[{ "name": "m", "type": "count", "column": "visits" }]"# }.plan()
    let result = plan.results(
      try await plan.drafts([["visits": .ones(3, of: 500)], ["visits": .ones(12, of: 500)]]))[0]
    let exact = try #require(result.alternatives.first?.answer)
    #expect(exact.method == "conditional-poisson" && isClose(exact.estimate, 3, relative: 1e-12))
    #expect(exact.interval != nil && exact.reason == nil)
  }
}
