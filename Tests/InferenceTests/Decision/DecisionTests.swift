import LayerSupport
import Planning
import Statistics
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
    #expect(found.outcome == .ship && found.reason == "sold improved, and nothing got worse")
    let guarded = try await decision([Self.primary: .up, Self.guardrail: .none])
    #expect(guarded.outcome == .ship)
    #expect(guarded.reason == "sold improved, every guardrail is within its margin, and nothing got worse")
  }

  @Test func aDeteriorationIsNotShipped() async throws {
    let found = try await decision([Self.primary: .up, #""role": "guardrail", "margin": "1pp""#: .down])
    #expect(found.outcome == .doNotShip && found.reason == "visits got worse")
    let small = try await decision([Self.primary: .up, #""role": "guardrail", "margin": "40pp""#: .down])
    #expect(small.outcome == .doNotShip)
    #expect(small.reason == "visits got worse, though within its margin: a trade-off that people must judge")
    #expect(try await decision([Self.primary: .down]).reason == "sold got worse")
    #expect(try await decision([#""role": "primary", "direction": "decrease""#: .up]).outcome == .doNotShip)
  }

  /// Of 166 and 172 of 400 against 200, the chance of so few or fewer is 0.008 and 0.024: one is below the hundredth that is
  /// spent on deterioration.
  @Test(arguments: [(166, Decision.Outcome.doNotShip), (172, .inconclusive)])
  func aDeteriorationIsLookedForOnItsOwnSide(sold: Int, outcome: Decision.Outcome) async throws {
    let analysis = try await SmallSpec().analysis([["sold": .ones(200, of: 400)], ["sold": .ones(sold, of: 400)]])
    #expect(analysis.decisions.map(\.outcome) == [outcome])
  }

  @Test func aGuardrailMustBeShownToHold() async throws {
    let found = try await decision([Self.primary: .up, #""role": "guardrail", "margin": "1pp""#: .none])
    #expect(found.outcome == .inconclusive && found.reason == "visits is not shown to be within its margin")
    let both = try await decision([Self.primary: .none, #""role": "guardrail", "margin": "1pp""#: .none])
    #expect(both.outcome == .inconclusive)
    #expect(both.reason == "no primary metric improved, and visits is not shown to be within its margin")
  }

  @Test func withoutAnythingToImproveASafeChangeIsRolledOut() async throws {
    let neutral = #""role": "primary", "direction": "neutral""#
    let found = try await decision([neutral: .none, Self.guardrail: .none])
    #expect(found.outcome == .ship && found.reason.hasSuffix("safe to roll out"))
    let nothing = try await decision([neutral: .up])
    #expect(nothing.outcome == .inconclusive && nothing.reason.hasPrefix("no metric has to improve"))
  }

  /// The interval of the lift ends at about 15 %.
  @Test func anEffectThatIsRuledOutIsNotWaitedFor() async throws {
    let out = try await decision([#""role": "primary", "mde": "30%""#: .none])
    #expect(out.outcome == .doNotShip)
    #expect(
      out.reason == "every primary metric's interval ends below the effect that the experiment was planned to find")
    let open = try await decision([#""role": "primary", "mde": "10%""#: .none])
    #expect(open.outcome == .inconclusive)
    #expect(open.reason == "no primary metric improved, and a worthwhile effect is not ruled out")
  }

  /// An effect of 25 points is one, and not one of 24 points at least.
  @Test func aMinimumEffectMustBeReached() async throws {
    #expect(try await decision([#""role": "primary", "minimum_effect": "24pp""#: .up]).outcome == .inconclusive)
    #expect(try await decision([#""role": "primary", "minimum_effect": "5pp""#: .up]).outcome == .ship)
  }

  @Test func whatHasNoTestIsNamed() async throws {
    let plan = try SmallSpec {
      $0.metrics = #"[{ "name": "m", "title": "Spent", "type": "mean", "column": "spent" }]"#
    }.plan()
    let found = try await plan.analysis([["spent": [1, 1]], ["spent": [1, 1]]]).decisions[0]
    #expect(found.outcome == .inconclusive && found.reason == "Spent has no valid test")
  }

  @Test func aFailedCheckLeavesNothingToDecide() async throws {
    let found = try await decision([Self.primary: .up], units: 800)
    #expect(found.outcome == .invalid)
    #expect(found.reason == "a data check failed, so there is no basis for a decision")
  }

  // MARK: Risks

  /// Three watched metrics on one comparison; β = 1 − 0.8 − 0.01 − 0.001 over one guardrail and the primary metrics.
  @Test func errorsAreSharedAmongTests() async throws {
    let risks = try await decision([Self.primary: .up, #" "role": "primary""#: .none, Self.guardrail: .none]).risks
    #expect(risks.successes == 2 && risks.guardrails == 1)
    #expect(risks.falseShip == 0.05 && risks.harmfulShip == 0.05)
    #expect(isClose(risks.alphaPerDeterioration, 0.01 / 3, relative: 1e-12))
    #expect(isClose(risks.powerPerTest, 1 - 0.189 / 2, relative: 1e-12))
    #expect(risks.alphaDeterioration == 0.01 && risks.alphaQuality == 0.001)
  }

  /// Nothing bounds the chance that any of several false discoveries is shipped but the sum of their errors.
  @Test func withoutASharedErrorTheErrorsAddUp() async throws {
    let metrics: KeyValuePairs = [Self.primary: Effect.up, #" "role": "primary""#: .none]
    for correction in ["none", "bh"] {
      let found = try await decision(metrics, rest: #", "inference": { "correction": "\#(correction)" }"#)
      #expect(isClose(found.risks.falseShip, 0.1, relative: 1e-12) && found.risks.harmfulShip == nil)
    }
  }

  @Test func withoutRandomizationNothingIsDecided() async throws {
    let analysis = try await SmallSpec { $0.rest = #", "randomized": false"# }
      .analysis([["sold": .ones(20, of: 40)], ["sold": .ones(30, of: 40)]])
    #expect(analysis.decisions.isEmpty && analysis.verdicts.map(\.primary) == [[.different]])
  }
}
