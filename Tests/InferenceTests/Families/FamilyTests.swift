import LayerSupport
import Planning
import Statistics
import Terms
import TestSupport
import Testing

@testable import Inference

/// Which comparisons share an error rate, and by which procedure.
@Suite struct FamilyTests {
  /// Metrics of these roles, all of the same units, in three variants.
  private func families(
    _ roles: [String], _ correction: String = "", variants: Int = 3, rest: String = ""
  ) async throws -> [Family] {
    let plan = try SmallSpec {
      $0.variants =
        "[{ \"name\": \"old\", \"control\": true }"
        + (1..<variants).map { ", { \"name\": \"v\($0)\" }" }.joined() + "]"
      $0.metrics =
        "["
        + roles.enumerated().map {
          "{ \"name\": \"m\($0)\", \"type\": \"mean\", \"column\": \"spent\", \"role\": \"\($1)\" }"
        }.joined(separator: ", ") + "]"
      $0.rest = rest + (correction.isEmpty ? "" : #", "inference": { "correction": "\#(correction)" }"#)
    }.plan()
    let arms = (0..<variants).map { arm in ["spent": (0..<8).map { Double($0 * arm) + Double($0 % 3) }] }
    return Family.all(plan, try await plan.drafts(arms))
  }

  private func procedures(_ roles: [String], _ correction: String = "") async throws -> [Family.Procedure] {
    try await families(roles, correction).map(\.procedure)
  }

  // MARK: Roles

  /// Several treatments of one metric are Dunnett's case; what is secondary is looked at for discoveries.
  @Test func rolesHaveTheirOwnProcedures() async throws {
    let found = try await families(["primary", "secondary", "guardrail", "exploratory"])
    #expect(found.map(\.name) == ["primary", "secondary", "guardrail", "exploratory"])
    #expect(
      found.map(\.procedure) == [
        .dunnett, .adjustment(.benjaminiHochberg), .none, .adjustment(.benjaminiHochberg),
      ])
    #expect(found.map(\.members) == [[0, 1], [2, 3], [4, 5], [6, 7]])
  }

  @Test func severalPrimaryMetricsAreCorrectedByHolm() async throws {
    #expect(try await procedures(["primary", "primary"]) == [.adjustment(.holm)])
  }

  @Test(arguments: [
    ("bonferroni", Correction.bonferroni), ("holm", .holm), ("hochberg", .hochberg), ("bh", .benjaminiHochberg),
    ("by", .benjaminiYekutieli),
  ])
  func aNamedCorrectionIsTaken(word: String, correction: Correction) async throws {
    // Guardrails must all hold, so that none spends the error of another.
    #expect(
      try await procedures(["primary", "secondary", "guardrail"], word) == [
        .adjustment(correction), .adjustment(correction), .none,
      ])
  }

  @Test func oneMetricIsDunnettsCaseAndSeveralAreNot() async throws {
    #expect(
      try await procedures(["primary", "secondary", "secondary"], "dunnett") == [.dunnett, .adjustment(.holm)])
    #expect(try await procedures(["primary", "secondary"], "none") == [.none, .none])
    #expect(try await procedures(["primary", "primary"], "max-t") == [.maxT])
  }

  /// False discovery rates bound the share of false rejections, and not the chance of any.
  @Test func someProceduresBoundTheChanceOfAnyFalseRejection() {
    let bounded: [Family.Procedure] = [
      .adjustment(.bonferroni), .adjustment(.holm), .adjustment(.hochberg), .dunnett, .maxT,
      .graph(weights: [1], transitions: [[0]]),
    ]
    let others: [Family.Procedure] = [
      .none, .adjustment(.none), .adjustment(.benjaminiHochberg), .adjustment(.benjaminiYekutieli),
    ]
    #expect(bounded.allSatisfy(\.controlsFamilywiseError) && !others.contains(where: \.controlsFamilywiseError))
  }

  // MARK: Declared families

  private func declared(_ family: String, _ correction: String = "", variants: Int = 2) async throws -> [Family] {
    try await families(
      ["primary", "primary", "primary"], correction, variants: variants, rest: #", "families": [\#(family)]"#)
  }

  @Test func aDeclaredFamilyTakesItsMetricsFromTheirRole() async throws {
    let found = try await declared(#"{ "name": "two", "metrics": ["m2", "m0"] }"#, variants: 3)
    #expect(found.map(\.name) == ["two", "primary"])
    // In the order of the family; each metric on both comparisons.
    #expect(found.map(\.members) == [[4, 5, 0, 1], [2, 3]])
    #expect(found.map(\.procedure) == [.adjustment(.holm), .dunnett])
  }

  @Test func aFamilyOfOneMetricIsDunnettsCase() async throws {
    #expect(try await declared(#"{ "name": "one", "metrics": ["m1"] }"#)[0].procedure == .dunnett)
    #expect(try await declared(#"{ "name": "one", "metrics": ["m1"] }"#, "none")[0].procedure == .none)
    #expect(
      try await declared(#"{ "name": "one", "metrics": ["m1"] }"#, "hochberg")[0].procedure == .adjustment(.hochberg))
  }

  @Test(arguments: [("", Correction.benjaminiHochberg), ("by", .benjaminiYekutieli), ("holm", .benjaminiHochberg)])
  func aFalseDiscoveryRateIsControlledBySteppingUp(word: String, correction: Correction) async throws {
    let found = try await declared(#"{ "name": "two", "metrics": ["m0", "m1"], "control": "fdr" }"#, word)
    #expect(found[0].procedure == .adjustment(correction))
  }

  private func graph(_ procedure: Family.Procedure) throws -> (weights: [Double], transitions: [[Double]]) {
    guard case .graph(let weights, let transitions) = procedure else {
      Issue.record("\(procedure) is no graph")
      return ([], [])
    }
    return (weights, transitions)
  }

  /// Weighted Holm: a rejected metric's share goes to the others in proportion to theirs. Of shares 0.5, 0.3 and 0.2 the first
  /// passes on 3/5 and 2/5, the second 5/7 and 2/7, the third 5/8 and 3/8.
  @Test func weightsMakeAGraph() async throws {
    let family = #"{ "name": "all", "metrics": ["m0", "m1", "m2"], "weights": [0.5, 0.3, 0.2] }"#
    let (weights, transitions) = try graph(try await declared(family)[0].procedure)
    #expect(weights == [0.5, 0.3, 0.2])
    let expected: [[Double]] = [[0, 0.6, 0.4], [5.0 / 7, 0, 2.0 / 7], [0.625, 0.375, 0]]
    #expect(zip(transitions.joined(), expected.joined()).allSatisfy { isClose($0, $1, relative: 1e-14) })
    #expect(transitions.count == 3)
  }

  /// Each of two comparisons has half of a metric's share, and passes it on within the same comparison.
  @Test func aGraphOfMetricsIsOneForEachComparison() async throws {
    let family = #"""
      { "name": "all", "metrics": ["m0", "m1"], "weights": [0.8, 0.2], "transitions": [[0, 1], [0.5, 0]] }
      """#
    let (weights, transitions) = try graph(try await declared(family, "graph", variants: 3)[0].procedure)
    #expect(weights == [0.4, 0.4, 0.1, 0.1])
    #expect(transitions == [[0, 0, 1, 0], [0, 0, 0, 1], [0.5, 0, 0, 0], [0, 0.5, 0, 0]])
  }
}
