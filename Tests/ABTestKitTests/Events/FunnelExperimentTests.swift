import TestSupport
import Testing

/// Funnels with covariates, strata, clusters and every order, against values from elsewhere (`Tests/Oracle`).
@Suite(.enabled(if: hasDuckDB, "\(needsDuckDB)")) struct FunnelExperimentTests {
  struct Experiment: Decodable, Sendable, CustomTestStringConvertible {
    struct Passage: Decodable, Sendable {
      let variant: String
      let n, before, reached: Int
      let median, ninetieth: Double?
    }

    struct Part: Decodable, Sendable {
      let rateControl, rateVariant, log, error, df: Double
      let low, high, share, shareError: Double?
    }

    struct Critical: Decodable, Sendable {
      let sidak: Double
      let maxT: Double?

      enum CodingKeys: String, CodingKey {
        case maxT = "max-t"
        case sidak
      }
    }

    struct Lift: Decodable, Sendable {
      let variant: String
      let steps: [Part]
      let total: Part
      let critical: Critical
    }

    let name, spec, exposures, events: String
    let passages: [[Passage]]
    let lifts: [Lift]

    var testDescription: String { name }
  }

  private static let experiments =
    (try? OracleTable.cases("funnel_experiments", as: Experiment.self)) ?? []

  @Test func everyCaseIsThere() {
    #expect(Self.experiments.count == 10 && Self.experiments.flatMap(\.lifts).flatMap(\.steps).count == 32)
    // A total that differs has shares, one that does not has none.
    let shares = Self.experiments.flatMap(\.lifts).map { $0.steps[0].share != nil }
    #expect(shares.contains(true) && shares.contains(false))
  }

  @Test(arguments: experiments) func everyStepContributesAsExpected(experiment: Experiment) async throws {
    let folder = try ScratchFolder()
    try folder.write(experiment.exposures, to: "exposures.csv")
    try folder.write(experiment.events, to: "events.csv")
    try folder.write(experiment.spec, to: "spec.json")
    let funnel = try #require(try await JSONFunnels(analyzing: folder).all.first)
    #expect(funnel.steps.count == experiment.passages.count)
    for (step, expected) in zip(funnel.steps, experiment.passages) {
      for (found, expected) in zip(step.variants, expected) {
        #expect(found.variant == expected.variant && found.n == expected.n, "\(found)")
        #expect(found.before == expected.before && found.reached == expected.reached, "\(found)")
        #expect(found.median == expected.median && found.ninetieth == expected.ninetieth, "\(found), not \(expected)")
      }
    }
    #expect(funnel.decomposition.count == experiment.lifts.count)
    for (lift, expected) in zip(funnel.decomposition, experiment.lifts) {
      #expect(lift.variant == expected.variant && lift.reason == nil && lift.stoppedAt == nil)
      #expect(lift.steps.count == expected.steps.count)
      // Three correlations need not have the form that the joint distribution is computed of.
      #expect(lift.basis == "max-t" || lift.basis == "sidak" && lift.steps.count > 2, "\(lift)")
      let asked = lift.basis == "max-t" ? expected.critical.maxT : expected.critical.sidak
      let critical = try #require(lift.critical)
      if let asked { #expect(isClose(critical, asked, relative: 2e-7), "\(critical), not \(asked)") }
      #expect(critical <= expected.critical.sidak * (1 + 1e-9))
      for (part, expected) in zip(lift.steps, expected.steps) {
        Self.compare(part, expected)
        #expect(isClose(part.low ?? .nan, part.log - critical * part.error, relative: 1e-12, absolute: 1e-15))
        #expect(isClose(part.high ?? .nan, part.log + critical * part.error, relative: 1e-12, absolute: 1e-15))
      }
      let total = try #require(lift.total)
      Self.compare(total, expected.total)
      #expect(isClose(total.low ?? .nan, expected.total.low ?? 0, relative: 1e-9, absolute: 1e-10))
      #expect(isClose(total.high ?? .nan, expected.total.high ?? 0, relative: 1e-9, absolute: 1e-10))
      #expect(isClose(lift.steps.reduce(0) { $0 + $1.log }, total.log, relative: 1e-10, absolute: 1e-13))
    }
  }

  private static func compare(_ found: JSONFunnels.Lift.Part, _ expected: Experiment.Part) {
    let pairs: [(Double?, Double?)] = [
      (found.rateControl, expected.rateControl), (found.rateVariant, expected.rateVariant),
      (found.error, expected.error),
      (found.df, expected.df), (found.share, expected.share), (found.shareError, expected.shareError),
    ]
    for (index, (found, expected)) in pairs.enumerated() {
      let isEqual =
        if let found, let expected { isClose(found, expected, relative: 1e-9) } else { found == nil && expected == nil }
      #expect(isEqual, "number \(index): \(String(describing: found)), not \(String(describing: expected))")
    }
    #expect(isClose(found.log, expected.log, relative: 1e-9, absolute: 1e-9 * expected.error))
  }
}
