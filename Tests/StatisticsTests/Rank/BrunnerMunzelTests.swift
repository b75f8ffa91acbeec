import Statistics
import TestSupport
import Testing

extension StatisticalCore {
  /// The test against SciPy.
  @Suite struct BrunnerMunzelTests {
    static let twoSided = fixedBoundary(alpha: 0.05, alternative: .twoSided)

    struct Case: Decodable, Sendable {
      let name: String
      let control, variant: [Double]
      let twoSided, greater, less, statistic, probability: Double
    }

    @Test func agreesWithSciPy() throws {
      for expected in try OracleTable.cases("brunner_munzel", as: Case.self) {
        let test = try BrunnerMunzel(control: expected.control, variant: expected.variant)
        #expect(isClose(test.probability, expected.probability, relative: 1e-12), "\(expected.name)")
        #expect(isClose(test.statistic(), expected.statistic, relative: Tolerance.closedForm), "\(expected.name)")
        for (alternative, p) in [
          (Alternative.twoSided, expected.twoSided), (.greater, expected.greater), (.less, expected.less),
        ] {
          #expect(isCloseP(test.pValue(alternative, Self.twoSided), p), "\(expected.name) \(alternative)")
        }
      }
    }

    /// The figures of Methods/ranks, "Example".
    @Test func workedExample() throws {
      let test = try BrunnerMunzel(control: Fixtures.f1Control.map { $0[0] }, variant: Fixtures.f1Variant.map { $0[0] })
      #expect(printsAs(test.probability, ".625") && printsAs(test.standardError, ".149404"))
      #expect(
        printsAs(test.degreesOfFreedom, "13.965087") && printsAs(test.pValue(.twoSided, Self.twoSided), ".416871"))
    }

    @Test func exchangingTheSamplesMirrorsTheProbability() throws {
      var random = SeededRandom(seed: 95)
      for _ in 0..<50 {
        let samples = (0..<2).map { _ in (0..<random.integer(5...30)).map { _ in Double(random.integer(0...12)) } }
        guard let one = try? BrunnerMunzel(control: samples[0], variant: samples[1]) else { continue }
        let other = try BrunnerMunzel(control: samples[1], variant: samples[0])
        #expect(isClose(one.probability, 1 - other.probability, absolute: 1e-14))
        #expect(isClose(one.pValue(.twoSided, Self.twoSided), other.pValue(.twoSided, Self.twoSided), absolute: 1e-12))
        // Any increasing map of the values leaves the ranks alone.
        let mapped = samples.map { $0.map { $0 * $0 * $0 + 5 } }
        #expect(try BrunnerMunzel(control: mapped[0], variant: mapped[1]) == one)
      }
    }

    @Test func theIntervalInvertsThePValue() throws {
      let test = try BrunnerMunzel(control: [1, 4, 2, 2, 8, 3], variant: [3, 5, 9, 2, 7, 7, 6])
      let interval = test.interval(fixedBoundary(alpha: 0.1, alternative: .twoSided))
      #expect(
        interval.lower > 0 && isClose(test.pValue(.twoSided, null: interval.lower, Self.twoSided), 0.1, relative: 1e-6))
      #expect(test.interval(fixedBoundary(alpha: 0.001, alternative: .twoSided)).upper == 1)
    }

    @Test func degenerateSamplesHaveNoTest() {
      #expect(throws: NotEstimable.noVariation) { try BrunnerMunzel(control: [1, 2, 3], variant: [4, 5, 6]) }
      #expect(throws: NotEstimable.noVariation) { try BrunnerMunzel(control: [2, 2], variant: [2, 2, 2]) }
      #expect(throws: NotEstimable.tooFew) { try BrunnerMunzel(control: [1], variant: [2, 3]) }
      #expect(throws: NotEstimable.emptyArm) { try BrunnerMunzel(control: [1, 2], variant: []) }
      #expect(throws: NotEstimable.numericallyUnreliable) { try BrunnerMunzel(control: [1, .nan], variant: [2, 3]) }
    }
  }
}
