import Statistics
import TestSupport
import Testing

extension StatisticalCore {
  /// Effects on all exposed units, from those on triggered ones.
  @Suite struct DilutionTests {
    struct Case: Decodable, Sendable {
      let name: String
      let triggered: [[[Double]]]
      let untriggered: [[[Double]]]
      let share, control, treatment, difference, lift: Double
      let standardErrorControl, standardErrorTreatment, standardError: Double
    }

    private func moments(_ rows: [[Double]]) -> Moments { Moments(rows: rows, dimension: rows[0].count) }

    @Test(arguments: try OracleTable.cases("dilution", as: Case.self))
    func numericalGradientsAgree(expected: Case) throws {
      let functional: Functional = expected.triggered[0][0].count == 2 ? .ratio : .mean
      let dilution = try Dilution(
        triggered: StratifiedMoments(arms: expected.triggered.map(moments)),
        untriggered: expected.untriggered.map(moments), functional: functional, control: 0, variant: 1)
      let evidence = dilution.evidence
      let pairs = [
        (dilution.share, expected.share), (evidence.control.value, expected.control),
        (evidence.variant.value, expected.treatment),
        (try dilution.estimate.value(on: .absolute), expected.difference),
        (try dilution.estimate.value(on: .relative), expected.lift),
        (evidence.control.variance.squareRoot(), expected.standardErrorControl),
        (evidence.variant.variance.squareRoot(), expected.standardErrorTreatment),
        (evidence.variance(r: 1).squareRoot(), expected.standardError),
      ]
      for (found, value) in pairs { #expect(isClose(found, value, relative: 1e-11), "\(expected.name)") }
    }

    /// Two values about a mean, whose variance of the mean is the wanted one.
    private func cell(_ count: Int, mean: Double, variance: Double) -> Moments {
      Moments(
        count: count, mean: [mean],
        products: SymmetricMatrix(dimension: 1) { _, _ in variance * Double(count - 1) })
    }

    /// Methods/triggered-analysis, "Dilution": Δ_trig 0.8 (SE 0.3, baseline 20), π 0.12, θ_{0,all} 12.
    @Test func theWorkedExample() throws {
      let triggered = [20, 20.8].map { cell(1_200, mean: $0, variance: 54) }
      let untriggered = [1, 1].map { _ in cell(8_800, mean: (12 - 0.12 * 20) / 0.88, variance: 30) }
      let dilution = try Dilution(
        triggered: StratifiedMoments(arms: triggered), untriggered: untriggered, functional: .mean, control: 0,
        variant: 1)
      #expect(isClose(dilution.share, 0.12, relative: 1e-15))
      #expect(isClose(dilution.evidence.control.value, 12, relative: 1e-14))
      let error = dilution.evidence.variance(r: 1).squareRoot()
      // √(π²·0.09 + 0.8²·π(1 − π)/20000)
      #expect(isClose(error, (0.0144 * 0.09 + 0.64 * 0.1056 / 20_000).squareRoot(), relative: 1e-12))
      #expect(printsAs(try dilution.estimate.value(on: .absolute), "0.096"))
      #expect(printsAs(error, "0.036"))
      #expect(printsAs(try dilution.estimate.value(on: .relative) * 100, "0.80"))
    }

    /// Of data without skew, which both read with Student's t.
    @Test func whereAllTriggeredNothingIsDiluted() throws {
      let arms = [[1.0, 2, 4, 5], [2.0, 5, 6, 9]].map { moments($0.map { [$0] }) }
      let none = Moments(count: 0, mean: [.nan], products: SymmetricMatrix(zero: 1))
      let dilution = try Dilution(
        triggered: StratifiedMoments(arms: arms), untriggered: [none, none], functional: .mean, control: 0, variant: 1)
      let plain = DeltaMethod(.mean).estimate(control: arms[0], variant: arms[1])
      #expect(dilution.share == 1)
      #expect(try dilution.estimate.value(on: .absolute) == plain.value(on: .absolute))
      guard case .success(.normal(let evidence)) = plain.evidence else {
        Issue.record("no normal evidence")
        return
      }
      #expect(dilution.evidence.variance(r: 1) == evidence.variance(r: 1))
      #expect(dilution.evidence.degreesOfFreedom(r: 1) == evidence.degreesOfFreedom(r: 1))
    }

    /// Against `scipy.stats.chi2_contingency([[120, 880], [151, 849]], correction=False)`.
    @Test func sharesAreComparedAsATable() throws {
      let test = try #require(TriggeredShares(triggered: [120, 151], exposed: [1_000, 1_000]))
      #expect(isClose(test.statistic, 4.1019380696988, relative: 1e-12))
      #expect(isClose(test.pValue, 0.04283408631414172, relative: 1e-10))
      #expect(test.shares == [0.12, 0.151])
      #expect(TriggeredShares(triggered: [0, 0], exposed: [10, 10]) == nil)
      #expect(TriggeredShares(triggered: [10, 10], exposed: [10, 10]) == nil)
    }
  }
}
