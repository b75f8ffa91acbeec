import LayerSupport
import Planning
import Statistics
import TestSupport
import Testing

@testable import Inference

/// What one comparison says, in one word and beside it.
@Suite struct AnswerBuilderTests {
  enum Effect: Int, Sendable {
    case up = 300
    case none = 200
    case down = 120
  }

  /// 200 of 400 units of the control have the outcome.
  private func comparison(_ keys: String, _ effect: Effect, rest: String = "") async throws -> ComparisonResult {
    let plan = try SmallSpec {
      $0.metrics = #"[{ "name": "m", "type": "proportion", "column": "sold"\#(keys) }]"#
      $0.rest = rest
    }.plan()
    let drafts = try await plan.drafts([["sold": .ones(200, of: 400)], ["sold": .ones(effect.rawValue, of: 400)]])
    return try #require(plan.results(drafts).first)
  }

  // MARK: Words

  @Test(arguments: [
    ("increase", Effect.up, Verdict.better), ("increase", .down, .worse), ("increase", .none, .inconclusive),
    ("decrease", .up, .worse), ("decrease", .down, .better), ("decrease", .none, .inconclusive),
    ("neutral", .up, .different), ("neutral", .down, .different), ("neutral", .none, .inconclusive),
  ])
  func theDirectionDecidesWhatIsBetter(direction: String, effect: Effect, verdict: Verdict) async throws {
    let found = try await comparison(#", "direction": "\#(direction)""#, effect)
    #expect(found.verdict == verdict && found.scales.allSatisfy { $0.verdict == verdict } && found.question == nil)
  }

  @Test(arguments: [
    ("increase", Effect.up, Verdict.better), ("increase", .none, .inconclusive), ("decrease", .down, .better),
    ("decrease", .none, .inconclusive), ("increase", .down, .worse), ("decrease", .up, .worse),
  ])
  func aTestOfOneSideRejectsOnThatSide(direction: String, effect: Effect, verdict: Verdict) async throws {
    let found = try await comparison(#", "sided": 1, "direction": "\#(direction)""#, effect)
    #expect(found.verdict == verdict && found.leading.test.alpha == 0.025)
    let open = direction == "increase" ? found[.relative]?.interval?.upper : found[.absolute]?.interval?.lower
    #expect(open == (direction == "increase" ? .infinity : -1) || open == -.infinity)
  }

  @Test(arguments: [
    (#""margin": "10pp""#, "increase", Effect.up, Verdict.nonInferior),
    (#""margin": "10pp""#, "increase", .none, .nonInferior),
    (#""margin": "10pp""#, "increase", .down, .inconclusive), (#""margin": "10pp""#, "decrease", .down, .nonInferior),
    (#""margin": "10pp""#, "decrease", .up, .inconclusive), (#""equivalence": "10pp""#, "increase", .none, .equivalent),
    (#""equivalence": "10pp""#, "increase", .up, .inconclusive),
    (#""minimum_effect": "5pp""#, "increase", .up, .better),
    (#""minimum_effect": "5pp""#, "increase", .none, .inconclusive),
    (#""minimum_effect": "5pp""#, "decrease", .down, .better),
    (#""minimum_effect": "24pp""#, "increase", .up, .inconclusive),
    // The lift is 50 %, and its interval reaches from 34 % to 68 %.
    (#""claim": "+50%""#, "increase", .up, .confirmed), (#""claim": "+10%""#, "increase", .up, .exceeded),
    (#""claim": "+90%""#, "increase", .up, .smaller), (#""claim": "+50%""#, "increase", .down, .refuted),
  ])
  func everyQuestionHasItsWord(
    question: String, direction: String, effect: Effect, verdict: Verdict
  ) async throws {
    let found = try await comparison(#", \#(question), "direction": "\#(direction)""#, effect)
    #expect(found.question?.verdict == verdict)
  }

  /// Of 30 and 20 out of 40 the interval of the lift holds both +50 % and +25 %.
  @Test func aSmallExperimentConfirmsNoClaim() async throws {
    let plan = try SmallSpec(
      metric: #"{ "name": "m", "type": "proportion", "column": "sold", "claim": "+50%" }"#
    ).plan()
    let drafts = try await plan.drafts([["sold": .ones(20, of: 40)], ["sold": .ones(30, of: 40)]])
    #expect(plan.results(drafts)[0].question?.verdict == .undecided)
  }

  /// "Better" is a word for what a variant does.
  @Test func withoutRandomizationThereIsOnlyADifference() async throws {
    let found = try await comparison("", .up, rest: #", "randomized": false"#)
    #expect(found.verdict == .different)
  }

  // MARK: Numbers

  /// 300 and 200 of 400: the difference is 0.25, the lift 0.5, and the odds ratio 3.
  @Test func scalesShareTheirVariants() async throws {
    let found = try await comparison("", .up)
    #expect(found.scales.map(\.estimand) == [.absolute, .relative, .oddsRatio])
    for (answer, value) in zip(found.scales, [0.25, 0.5, 3]) {
      #expect(isClose(answer.estimate, value, relative: 1e-12))
      #expect(answer.control.units == 400 && answer.control.value == 0.5 && answer.variant.value == 0.75)
    }
    #expect(found.leading.estimand == .absolute && found.decider == .interval)
  }

  /// √(400·400/800)·0.25/√(0.625·0.375)·√(799/800), as the variance of Miettinen and Nurminen has N/(N − 1).
  @Test func theStatisticIsThatOfTheScoreTest() async throws {
    let z = 0.25 / (0.625 * 0.375 * (1.0 / 400 + 1.0 / 400) * 800 / 799).squareRoot()
    #expect(isClose(try await comparison("", .up).leading.statistic, z, relative: 1e-12))
  }

  // MARK: Refusals

  @Test func aRefusedExperimentHasNumbersAndNoVerdict() async throws {
    let plan = try SmallSpec().plan()
    let drafts = try await plan.drafts([["sold": .ones(20, of: 40)], ["sold": .ones(35, of: 40)]])
    let (fine, refused) = (plan.results(drafts)[0], plan.results(drafts, refusal: .mismatch)[0])
    #expect(fine.verdict == .better && refused.verdict == nil && refused.leading.verdict == nil)
    #expect(refused.leading.pValue == fine.leading.pValue && refused.leading.interval == fine.leading.interval)
    #expect(refused.leading.status == .mismatch && refused.leading.isEstimated)
    #expect(refused.leading.reason == "a check of the data failed, so that nothing is concluded")
  }

  @Test func whatCannotBeEstimatedSaysWhy() async throws {
    let plan = try SmallSpec(metric: #"{ "name": "m", "type": "mean", "column": "spent" }"#).plan()
    let constant = plan.results(try await plan.drafts([["spent": [2, 2, 2]], ["spent": [2, 2, 2]]]))[0].leading
    #expect(constant.status == .noVariation && constant.verdict == nil && constant.pValue == nil)
    #expect(constant.interval == nil && constant.reason == NotEstimable.noVariation.explanation)
    // The difference itself is known.
    #expect(constant.estimate == 0 && constant.standardError == nil)
    let single = plan.results(try await plan.drafts([["spent": [2]], ["spent": [3, 4]]]))[0].leading
    #expect(single.status == .tooFew && single.reason == NotEstimable.tooFew.explanation)
  }

  /// Of the sums 0 and 6 there is a difference and no lift.
  @Test func aLiftOfNothingIsNoNumber() async throws {
    let plan = try SmallSpec(metric: #"{ "name": "m", "type": "mean", "column": "spent" }"#).plan()
    let found = plan.results(try await plan.drafts([["spent": [-1, 1, 0]], ["spent": [1, 2, 3]]]))[0]
    #expect(found[.absolute]?.estimate == 2 && found[.absolute]?.status == nil)
    #expect(found[.relative]?.estimate == nil && found[.relative]?.reason != nil)
  }

  // MARK: Other methods

  /// Fisher's p-value of 4 and 9 out of 10 is 0.0573 (scipy.stats.fisher_exact), that of the score test about 0.02.
  @Test func anExactTestThatIsAskedForDecides() async throws {
    let arms: [[String: [Double]]] = [["sold": .ones(4, of: 10)], ["sold": .ones(9, of: 10)]]
    func result(_ test: String) async throws -> ComparisonResult {
      let plan = try SmallSpec(
        metric: #"{ "name": "m", "type": "proportion", "column": "sold", "test": "\#(test)" }"#
      ).plan()
      return plan.results(try await plan.drafts(arms))[0]
    }
    let fisher = try await result("fisher")
    #expect(fisher.decider == .alternative(.exact) && fisher.verdict == .inconclusive)
    #expect(fisher.outsider?.method == "fisher")
    #expect(isCloseP(fisher.outsider?.pValue ?? .nan, 0.05727554179566563))
    #expect((fisher.leading.pValue ?? 1) < 0.05 && fisher.leading.verdict == .inconclusive)
    #expect(fisher.leading.warnings.contains(.exactDecides))
    #expect(fisher.alternatives.first?.answer.reason?.hasPrefix("an exact test has no interval here") == true)

    // Where nobody asks for it, it stands beside a result that rests on fewer than five failures.
    let auto = try await result("auto")
    #expect(auto.decider == .interval && auto.verdict == .better && auto.alternatives.map(\.method) == [.exact])
    #expect(auto.alternatives.first?.answer.verdict == nil && auto.outsider == nil)
    #expect(!auto.leading.warnings.contains(.exactDecides))
    #expect(try await result("score").alternatives.isEmpty)
  }

  // MARK: Clusters

  private func clusters(
    _ count: Int, question: String = "", adjusted: Bool = false
  ) async throws -> ComparisonResult {
    let plan = try SmallSpec {
      $0.data += #", "cluster": "team"\#(adjusted ? #", "attributes": ["earlier"]"# : "")"#
      let covariates = adjusted ? #", "covariates": ["earlier"]"# : ""
      $0.metrics = #"[{ "name": "m", "type": "mean", "column": "spent"\#(question)\#(covariates) }]"#
      $0.rest = #", "inference": { "replicates": 199 }"#
    }.plan()
    func arm(_ shift: Double) -> [String: [Double]] {
      let units = 0..<(count * 4)
      return [
        "spent": units.map { Double($0 / 4 % 5) + Double($0 % 4) / 3 + shift },
        "earlier": units.map { Double($0 / 4 % 7) }, "cluster": units.map { Double($0 / 4) },
      ]
    }
    return plan.results(try await plan.drafts([arm(10), arm(30)]))[0]
  }

  @Test func fewClustersAreComparedByTheBiasReducedVariance() async throws {
    let many = try await clusters(Int(ClusterLimits.enough))
    #expect(many.leading.method == "delta-method" && many.alternatives.isEmpty && many.verdict == .better)
    let few = try await clusters(Int(ClusterLimits.enough) - 1)
    #expect(few.alternatives.isEmpty && few.verdict == .better && few.decider == .interval)
    for answer in few.scales {
      #expect(answer.method == "cluster-cr2" && answer.path == "mean|none|cluster|cluster-cr2|fixed")
    }
    #expect(!(many.leading.warnings + few.leading.warnings).contains(.fewClusters))
  }

  /// Of adjusted values no such variance is known.
  @Test func fewClustersOfAdjustedValuesCarryAWarning() async throws {
    let found = try await clusters(20, adjusted: true)
    #expect(found.leading.method == "delta-method" && found.leading.warnings.contains(.fewClusters))
    #expect(found.leading.path.hasPrefix("mean|lin(k=1)|cluster"))
  }

  /// With very few the labels are drawn again, and questions about effects go to the careful result.
  @Test func veryFewClustersLetTheLabelsDecide() async throws {
    let found = try await clusters(Int(ClusterLimits.few) - 1, question: #", "margin": "10%""#)
    #expect(found.alternatives.map(\.method) == [.randomization])
    #expect(found.leading.method == "cluster-cr2")
    #expect(found.decider == .alternative(.randomization))
    #expect(found.leading.warnings.contains(.randomizationDecides))
    #expect(found.question?.method == "cluster-cr2" && found.question?.verdict == .nonInferior)
  }

  @Test func tooFewClustersSayTooLittle() async throws {
    let found = try await clusters(2)
    #expect(found.leading.status == .tooFew && found.verdict == nil)
    #expect(
      found.leading.reason
        == "a variant has fewer than \(ClusterLimits.fewest) clusters, too few to estimate a standard error")
  }

  // MARK: What was done

  @Test(arguments: [
    ("", #""type": "mean", "column": "spent""#, "mean|none|unit|"),
    ("", #""type": "mean", "column": "spent", "log": true"#, "mean(log)|none|unit|"),
    ("", #""type": "mean", "column": "spent", "cap": { "value": 9 }"#, "mean(capped)|none|unit|"),
    ("", #""type": "proportion", "column": "sold""#, "proportion|none|unit|"),
    (
      #", "attributes": ["earlier"]"#, #""type": "mean", "column": "spent", "covariates": ["earlier"]"#,
      "mean|lin(k=1)|unit|"
    ),
    (
      #", "attributes": ["earlier"]"#,
      #""type": "mean", "column": "spent", "covariates": ["earlier"], "slopes": "common""#, "mean|ancova(k=1)|unit|"
    ),
    (#", "cluster": "team""#, #""type": "mean", "column": "spent""#, "mean|none|cluster|"),
  ])
  func thePathSaysWhatWasDone(data: String, metric: String, path: String) async throws {
    let plan = try SmallSpec {
      $0.data += data
      $0.metrics = #"[{ "name": "m", \#(metric) }]"#
    }.plan()
    func arm(_ shift: Double) -> [String: [Double]] {
      let spent = (0..<60).map { Double($0 * 7 % 11) + shift }
      return ["spent": spent, "sold": spent.map { $0 > 5 ? 1 : 0 }, "earlier": (0..<60).map { Double($0 * 5 % 13) }]
    }
    let found = plan.results(try await plan.drafts([arm(1), arm(2)]))[0]
    let parts = found.leading.path.split(separator: "|")
    #expect(found.leading.path.hasPrefix(path) && parts.count == 5 && parts.last == "fixed")
    #expect(parts[3] == Substring(found.leading.method))
  }

  /// A lift is the ratio of two values whose errors are normal.
  @Test func aLiftIsInvertedByFieller() async throws {
    let plan = try SmallSpec(metric: #"{ "name": "m", "type": "mean", "column": "spent" }"#).plan()
    let arm: [String: [Double]] = ["spent": (0..<40).map { Double($0) + 20 }]
    let found = plan.results(try await plan.drafts([arm, arm]))[0]
    #expect(
      found[.relative]?.path == "mean|none|unit|fieller|fixed" && found[.absolute]?.path.contains("fieller") == false)
  }

  @Test func strataStandInThePath() async throws {
    let plan = try SmallSpec {
      $0.data += #", "attributes": ["device"]"#
      $0.metrics = #"[{ "name": "m", "type": "mean", "column": "spent" }]"#
      $0.rest = #", "strata": ["device"]"#
    }.plan()
    let arm: [String: [Double]] = [
      "spent": (0..<40).map { Double($0 * 7 % 11) }, "stratum": (0..<40).map { Double($0 % 2) },
    ]
    let found = plan.results(try await plan.drafts([arm, arm], strata: ["a", "b"]))[0]
    #expect(found.leading.path.hasPrefix("mean|strata(2)|unit|"))
  }
}
