import LayerSupport
import Statistics
import TestSupport
import Testing

@testable import Planning

/// What is tested about a metric, with which error (Methods/assumptions-and-scales).
@Suite struct PlannedTestsTests {
  private static let pair = Contrast(control: 0, variant: 1)

  private func tests(
    _ keys: String, _ inference: String = "", on contrast: Contrast = pair
  ) throws -> [HypothesisTest] {
    let plan = try SmallSpec {
      $0.metrics = #"[{ "name": "m", "type": "mean", "column": "spent"\#(keys) }]"#
      $0.rest = inference.isEmpty ? "" : #", "inference": { \#(inference) }"#
    }.plan()
    return plan.metrics[0].tests(on: contrast)
  }

  private func difference(_ estimand: Estimand, _ alternative: Alternative, _ alpha: Double, _ level: Double)
    -> HypothesisTest
  {
    HypothesisTest(
      hypothesis: .superiority, estimand: estimand, null: .value(0, alternative), alpha: alpha, level: level)
  }

  @Test func whetherTheSidesDifferIsAskedOnEveryScale() throws {
    #expect(try tests("") == [.absolute, .relative].map { difference($0, .twoSided, 0.05, 0.95) })
    let odds = try SmallSpec().plan().metrics[0].tests(on: Self.pair)
    #expect(odds.map(\.estimand) == [.absolute, .relative, .oddsRatio])
    // Odds that are the same have the ratio 1.
    #expect(odds.map(\.nullValue) == [0, 0, 1])
  }

  /// Half of the error of two sides, so that a change of sides does not weaken the standard of evidence.
  @Test(arguments: [("increase", Alternative.greater), ("decrease", .less)])
  func oneSideHasHalfOfTheError(direction: String, alternative: Alternative) throws {
    let keys = #", "sided": 1, "direction": "\#(direction)""#
    #expect(try tests(keys)[0] == difference(.absolute, alternative, 0.025, 0.975))
    #expect(try tests(keys, #""alpha": 0.1"#)[0] == difference(.absolute, alternative, 0.05, 0.95))
    #expect(try tests(keys + #", "alpha": 0.1"#)[0] == difference(.absolute, alternative, 0.1, 0.9))
  }

  @Test func aGivenLevelIsThatOfTheError() throws {
    #expect(try tests("", #""alpha": 0.2, "level": 0.8"#)[0] == difference(.absolute, .twoSided, 0.2, 0.8))
  }

  @Test(arguments: [("increase", -0.02, Alternative.greater), ("decrease", 0.02, .less)])
  func aMarginIsTestedOnTheSideOfHarm(direction: String, null: Double, alternative: Alternative) throws {
    let found = try tests(#", "direction": "\#(direction)", "margin": "2%""#)
    #expect(found.count == 3 && found[0].alpha == 0.05)
    #expect(
      found[2]
        == HypothesisTest(
          hypothesis: .nonInferiority, estimand: .relative, null: .value(null, alternative), alpha: 0.05, level: 0.95))
  }

  /// Two tests with an error of 5 % each belong to an interval of 90 %.
  @Test func equivalenceHasTwoTestsAndTheIntervalOfTwiceTheirError() throws {
    let found = try #require(try tests(#", "equivalence": 0.3"#).last)
    #expect(found.hypothesis == .equivalence && found.estimand == .absolute && found.null == .outside(-0.3, 0.3))
    #expect(found.alpha == 0.05 && isClose(found.level, 0.9, relative: 1e-15))
    #expect(found.nullValue == 0.3 && found.alternative == .twoSided)
  }

  @Test func aMinimumEffectIsTestedOnOneSide() throws {
    let up = try #require(try tests(#", "minimum_effect": "5%""#).last)
    #expect(up.hypothesis == .superiority && up.null == .value(0.05, .greater) && up.alpha == 0.025)
    let down = try #require(try tests(#", "direction": "decrease", "minimum_effect": 0.5, "alpha": 0.01"#).last)
    #expect(down.null == .value(-0.5, .less) && down.estimand == .absolute && down.alpha == 0.01)
  }

  @Test func aClaimIsHeldAgainstTheLift() throws {
    let claim = try #require(try tests(#", "claim": "+21%""#).last)
    #expect(claim.hypothesis == .claim && claim.estimand == .relative && claim.alternative == .twoSided)
    #expect(isClose(claim.nullValue, 0.21, relative: 1e-12))
  }

  /// An interaction is a difference of differences.
  @Test func whatIsNoComparisonOfAveragesHasNoLift() throws {
    let interaction = Contrast(weights: [1, -1, -1, 1])
    #expect(try tests(#", "margin": "2%""#, on: interaction).map(\.estimand) == [.absolute])
    #expect(try tests(#", "margin": 0.2"#, on: interaction).map(\.hypothesis) == [.superiority, .nonInferiority])
  }
}
