import LayerSupport
import Planning
import Statistics
internal import Terms
import TestSupport
import Testing

@testable import Inference

/// What to do with a treatment, and how often that may be wrong (Methods/decision).
@Suite struct DecisionTests {
  enum Effect: Int, Sendable {
    case up = 300
    case none = 200
    case down = 120
  }

  /// Of 400 units 200 have each outcome in the control.
  private func decision(
    _ metrics: KeyValuePairs<String, Effect>, rest: String = "", units: Int = 400
  ) async throws -> Decision {
    let columns = ["sold", "visits", "earlier"]
    let analysis = try await SmallSpec {
      $0.metrics =
        "["
        + zip(columns, metrics).map {
          "{ \"name\": \"\($0)\", \"type\": \"proportion\", \"column\": \"\($0)\", \($1.key) }"
        }.joined(separator: ", ") + "]"
      $0.rest = rest
    }.analysis([
      Dictionary(uniqueKeysWithValues: zip(columns, metrics).map { ($0.0, .ones(200, of: 400)) }),
      Dictionary(
        uniqueKeysWithValues: zip(columns, metrics).map {
          ($0.0, .ones(min($0.1.value.rawValue, units), of: units))
        }),
    ])
    return try #require(analysis.decisions.first)
  }

  private static let primary = #""role": "primary""#
  private static let guardrail = #""role": "guardrail", "margin": "10pp""#

  @Test func anImprovementIsShipped() async throws {
    let found = try await decision([Self.primary: .up])
    #expect(found.outcome == .ship && found.reason == .improved && found.facts.isEmpty)
    let guarded = try await decision([Self.primary: .up, Self.guardrail: .none])
    #expect(guarded.outcome == .ship && guarded.reason == .improved)
  }

  @Test func whatIsWorseIsNotShipped() async throws {
    let found = try await decision([Self.primary: .up, #""role": "guardrail", "margin": "1pp""#: .down])
    #expect(found.outcome == .doNotShip && found.reason == .guardrailWorse)
    let small = try await decision([Self.primary: .up, #""role": "guardrail", "margin": "40pp""#: .down])
    #expect(small.outcome == .tradeOff && small.reason == .worseWithinMargin)
    #expect(try await decision([Self.primary: .down]).reason == .primaryWorse)
    #expect(try await decision([#""role": "primary", "direction": "decrease""#: .up]).outcome == .doNotShip)
  }

  /// Of 166 and 172 of 400 against 200, the chance of so few or fewer is 0.008 and 0.024: one is below the hundredth that is
  /// spent on harm, and the other excludes every gain.
  @Test(arguments: [(166, DecisionReason.primaryWorse), (172, .noBenefit), (190, .primaryOpen)])
  func harmIsLookedForOnItsOwnSide(sold: Int, reason: DecisionReason) async throws {
    let analysis = try await SmallSpec().analysis([["sold": .ones(200, of: 400)], ["sold": .ones(sold, of: 400)]])
    #expect(analysis.decisions.map(\.reason) == [reason])
    #expect(analysis.verdicts.map { $0.regressions.isEmpty } == [reason != .primaryWorse])
  }

  @Test func aGuardrailMustBeShownToHold() async throws {
    let found = try await decision([Self.primary: .up, #""role": "guardrail", "margin": "1pp""#: .none])
    #expect(found.outcome == .inconclusive && found.reason == .guardrailOpen)
    let both = try await decision([Self.primary: .none, #""role": "guardrail", "margin": "1pp""#: .none])
    #expect(both.reason == .primaryOpen && both.notes.map(\.fact) == [.guardrailOpen])
  }

  /// Of 200 and 200 of 400 the one-sided 95 % interval of the lift ends at −11 %.
  @Test func aGuardrailWithoutAMarginNamesTheLoss() async throws {
    let metrics: KeyValuePairs = [Self.primary: Effect.up, #""role": "guardrail""#: .none]
    let found = try await decision(metrics)
    #expect(found.outcome == .tradeOff && found.reason == .guardrailWithoutMargin)
    let declared = try await decision(metrics, rest: #", "decision": { "default_margin": "20%" }"#)
    #expect(declared.outcome == .ship && declared.risks.guardrails == 1)
    let strict = try await decision(metrics, rest: #", "decision": { "default_margin": "5%" }"#)
    #expect(strict.reason == .guardrailOpen)
  }

  @Test func aWorseSecondaryMetricMustBeWeighed() async throws {
    let found = try await decision([Self.primary: .up, #""role": "secondary""#: .down])
    #expect(found.outcome == .tradeOff && found.reason == .secondaryWorse)
    let unexplored = try await decision([Self.primary: .up, #""role": "exploratory""#: .down])
    #expect(unexplored.outcome == .ship)
  }

  @Test func withoutAnythingToImproveASafeChangeIsRolledOut() async throws {
    let neutral = #""role": "primary", "direction": "neutral""#
    let found = try await decision([Self.guardrail: .none])
    #expect(found.outcome == .ship && found.reason == .safeToRollOut)
    // What nobody can read as a gain is no rollout.
    let unread = try await decision([neutral: .none, Self.guardrail: .none])
    #expect(unread.outcome == .noDecision && unread.reason == .primaryUnread)
    let nothing = try await decision([neutral: .up])
    #expect(nothing.outcome == .noDecision && nothing.reason == .nothingToDecide)
    // What must stay as it is has no good direction, and yet a part.
    let same = try await decision([#""role": "primary", "direction": "neutral", "equivalence": "10pp""#: .none])
    #expect(same.outcome == .ship && same.reason == .equivalent)
  }

  /// The interval of the lift ends at about 15 %.
  @Test func anEffectThatIsRuledOutIsNotWaitedFor() async throws {
    let out = try await decision([#""role": "primary", "mde": "30%""#: .none])
    #expect(out.outcome == .doNotShip && out.reason == .noBenefit)
    let open = try await decision([#""role": "primary", "mde": "10%""#: .none])
    #expect(open.outcome == .inconclusive && open.reason == .primaryOpen)
    let declared = try await decision([Self.primary: .none], rest: #", "decision": { "minimum_effect": "30%" }"#)
    #expect(declared.reason == .noBenefit)
  }

  /// An effect of 25 points is one, and not one of 24 points at least.
  @Test func aMinimumEffectMustBeReached() async throws {
    #expect(try await decision([#""role": "primary", "minimum_effect": "24pp""#: .up]).outcome == .inconclusive)
    #expect(try await decision([#""role": "primary", "minimum_effect": "5pp""#: .up]).outcome == .ship)
    let small = try await decision([Self.primary: .up], rest: #", "decision": { "minimum_effect": "90%" }"#)
    #expect(small.outcome == .tradeOff && small.reason == .belowMinimumEffect)
  }

  @Test func whatHasNoTestIsNamed() async throws {
    let plan = try SmallSpec {
      $0.metrics = #"[{ "name": "m", "title": "Spent", "type": "mean", "column": "spent" }]"#
    }.plan()
    let found = try await plan.analysis([["spent": [1, 1]], ["spent": [1, 1]]]).decisions[0]
    #expect(found.outcome == .inconclusive && found.reason == .primaryUnanswered)
    #expect(found.facts.map(\.fact) == [.primaryUnanswered] && found.facts.map(\.metric) == ["m"])
  }

  @Test func aFailedGateLeavesNothingToDecide() async throws {
    let found = try await decision([Self.primary: .up], units: 800)
    #expect(found.outcome == .invalid && found.reason == .gate(.ratio))
    let accepted = try await decision(
      [Self.primary: .up], rest: #", "decision": { "accept": { "ratio": "a server was down" } }"#, units: 500)
    #expect(accepted.outcome == .ship && accepted.failedGates.map(\.acceptedBecause) == ["a server was down"])
  }

  // MARK: Risks

  /// β = 1 − 0.8 − 0.01 − 4.5·0.001 over one guardrail and the primary metrics.
  @Test func errorsAreSharedAmongTests() async throws {
    let risks = try await decision([Self.primary: .up, #" "role": "primary""#: .none, Self.guardrail: .none]).risks
    #expect(risks.primaries == 2 && risks.guardrails == 1 && risks.secondaries == 0)
    #expect(risks.falseShip == 0.025 && risks.harmfulShip == 0.05 && risks.falseNoBenefit == 0.025)
    #expect(isClose(risks.powerPerTest, 1 - 0.1855 / 2, relative: 1e-12))
    #expect(risks.alphaDeterioration == 0.01 && risks.alphaSecondaryHarm == 0.025)
    #expect(isClose(risks.falseVoid, 0.0045, relative: 1e-12))
  }

  /// Nothing bounds the chance that any of several false discoveries is shipped but the sum of their errors.
  @Test func withoutASharedErrorTheErrorsAddUp() async throws {
    let metrics: KeyValuePairs = [Self.primary: Effect.up, #" "role": "primary""#: .none]
    for correction in ["none", "bh"] {
      let found = try await decision(metrics, rest: #", "inference": { "correction": "\#(correction)" }"#)
      #expect(isClose(found.risks.falseShip, 0.05, relative: 1e-12) && found.risks.harmfulShip == nil)
    }
  }

  @Test func withoutRandomizationNothingIsDecided() async throws {
    let analysis = try await SmallSpec { $0.rest = #", "randomized": false"# }
      .analysis([["sold": .ones(20, of: 40)], ["sold": .ones(30, of: 40)]])
    #expect(analysis.decisions.map(\.reason) == [.observed] && analysis.verdicts.map(\.primary) == [[.different]])
  }
}
