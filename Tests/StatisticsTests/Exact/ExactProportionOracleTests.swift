import Statistics
import TestSupport
import Testing

extension StatisticalCore {
  /// The exact tests of two proportions against enumerations in integers and fractions.
  @Suite struct ExactProportionOracleTests {
    struct Case: Decodable, Sendable {
      let x1: Int
      let n1: Int
      let x0: Int
      let n0: Int
      let side: String
      let barnardNuisance: Double?
      let barnard: Double
      let boschloo: Double?
      let fisher: Double
      let midP: Double

      func expected(_ test: ExactProportionTest) -> Double? {
        switch test {
        case .barnard: barnard
        case .boschloo: boschloo
        case .fisher: fisher
        case .midP: midP
        }
      }
    }

    static func counts(_ x1: Int, _ n1: Int, _ x0: Int, _ n0: Int) throws -> ScoreCounts {
      try ScoreCounts(controlSuccesses: x0, controlTrials: n0, variantSuccesses: x1, variantTrials: n1)
    }

    @Test(arguments: ExactProportionTest.allCases) func pValues(test: ExactProportionTest) throws {
      let cases = try OracleTable.cases("exact_proportions", as: Case.self)
      #expect(cases.count >= 180)
      for example in cases {
        guard let expected = example.expected(test) else { continue }
        let counts = try Self.counts(example.x1, example.n1, example.x0, example.n0)
        let alternative = try #require(Alternative(rawValue: example.side))
        let result = try test.pValue(counts: counts, alternative: alternative)
        #expect(isClose(result.p, expected, relative: Tolerance.closedForm), "\(example): \(result)")
        if test == .barnard, let place = example.barnardNuisance {
          // The place of a maximum is known to half the digits of its value; some peaks have an equal one at 1 − p.
          let nuisance = try #require(result.nuisance)
          #expect(abs(nuisance - place) < 1e-4 || abs(1 - nuisance - place) < 1e-4, "\(example): \(nuisance)")
        }
      }
    }

    /// The examples of Methods/proportions.
    @Test func workedExamples() throws {
      func expect(
        _ test: ExactProportionTest, _ counts: ScoreCounts, _ text: String, location: SourceLocation = #_sourceLocation
      ) throws {
        let p = try test.pValue(counts: counts, alternative: .twoSided).p
        #expect(printsAs(p, text), "\(test): \(p)", sourceLocation: location)
      }
      let large = try Self.counts(156, 1480, 120, 1500)
      try expect(.fisher, large, "0.019253")
      try expect(.midP, large, "0.016874")
      let small = try Self.counts(7, 22, 1, 20)
      try expect(.fisher, small, "0.047124")
      try expect(.midP, small, "0.034317")
      try expect(.barnard, small, "0.032195")
      try expect(.boschloo, small, "0.033392")
      let barnard = try ExactProportionTest.barnard.pValue(counts: small, alternative: .twoSided)
      #expect(printsAs(barnard.nuisance, "0.2094"))
      // Floating-point Z would lose a tie here and give .00693.
      try expect(.barnard, try Self.counts(9, 10, 3, 10), "0.00796")
    }
  }
}
