import Statistics
import TestSupport
import Testing

extension StatisticalCore {
  /// P-values against full enumeration by itertools.
  @Suite struct RandomizationTests {
    struct Case: Decodable, Sendable {
      let name, kind, mechanism: String
      let control, treatment: [[Double]]
      let groups: [Int]?
      let statistic: Double
      let all, twoSided, greater, less, unstudentized: Int

      var functional: Functional { kind == "mean" ? .mean : .ratio }

      func assignment() throws -> AssignmentMechanism {
        switch (mechanism, groups) {
        case ("stratified", let groups?): .stratified(groups)
        case ("matchedPairs", let groups?): .matchedPairs(groups)
        case ("switchback", let groups?): .switchback(groups)
        default: .complete
        }
      }
    }

    static func labels(_ control: [[Double]], _ variant: [[Double]]) -> [Bool] {
      control.map { _ in false } + variant.map { _ in true }
    }

    @Test func agreesWithFullEnumeration() throws {
      for expected in try OracleTable.cases("randomization", as: Case.self) {
        let test = try RandomizationTest(
          rows: expected.control + expected.treatment, isVariant: Self.labels(expected.control, expected.treatment),
          functional: expected.functional, mechanism: try expected.assignment(), seed: 1)
        #expect(test.isComplete && test.assignments == expected.all, "\(expected.name)")
        #expect(isClose(test.statistic, expected.statistic, relative: 1e-12))
        for (alternative, count) in [
          (Alternative.twoSided, expected.twoSided), (.greater, expected.greater), (.less, expected.less),
        ] {
          #expect(test.pValue(alternative) == Double(count) / Double(expected.all), "\(expected.name) \(alternative)")
        }
      }
    }

    /// Methods/randomization, "Example": 42/252 with the delta standard error, 48/252 with the bare difference.
    @Test func workedExample() throws {
      let labels = Self.labels(Fixtures.f2Control, Fixtures.f2Variant)
      let rows = Fixtures.f2Control + Fixtures.f2Variant
      let test = try RandomizationTest(rows: rows, isVariant: labels, functional: .ratio, seed: 0)
      #expect(test.isComplete && test.assignments == 252 && printsAs(test.pValue(.twoSided), "0.166667"))
      func ratio(_ labels: [Bool], _ arm: Bool) -> Double {
        let chosen = zip(rows, labels).filter { $0.1 == arm }.map(\.0)
        return chosen.reduce(0) { $0 + $1[0] } / chosen.reduce(0) { $0 + $1[1] }
      }
      let bare = try RandomizationTest(isVariant: labels, seed: 0) { ratio($0, true) - ratio($0, false) }
      #expect(printsAs(bare.pValue(.twoSided), "0.190476"))
    }

    private func values(_ random: inout SeededRandom, _ count: Int) -> [[Double]] {
      (0..<count).map { _ in [Double(random.integer(0...9))] }
    }

    /// Enumerated or drawn, in strata or not: exchanged labels have the same p, and the one-sided ones change places.
    @Test(arguments: [8, 30]) func exchangingTheVariantsExchangesTheSides(count: Int) throws {
      var random = SeededRandom(seed: 91)
      for share in [0.5, 0.3] {
        let rows = values(&random, count)
        let labels = rows.indices.map { Double($0 * 7 % count) < share * Double(count) }
        for mechanism in [AssignmentMechanism.complete, .stratified(rows.indices.map { $0 / (count / 2) })] {
          func test(_ labels: [Bool]) throws -> RandomizationTest {
            try RandomizationTest(
              rows: rows, isVariant: labels, functional: .mean, mechanism: mechanism, draws: 499, seed: 4)
          }
          let (one, other) = (try test(labels), try test(labels.map { !$0 }))
          #expect(one.isComplete == (count == 8))
          #expect(one.pValue(.twoSided) == other.pValue(.twoSided))
          #expect(one.pValue(.greater) == other.pValue(.less) && one.pValue(.less) == other.pValue(.greater))
        }
      }
    }

    @Test func aShiftOfAllRowsMovesNothing() throws {
      var random = SeededRandom(seed: 92)
      let rows = values(&random, 40)
      let labels = rows.indices.map { $0 % 3 == 0 }
      let ps = try [0.0, 1e6, -12.5].map { shift in
        try RandomizationTest(
          rows: rows.map { [$0[0] + shift] }, isVariant: labels, functional: .mean, draws: 999, seed: 8
        ).pValue(.twoSided)
      }
      #expect(ps[0] == ps[1] && ps[0] == ps[2])
    }

    /// Drawn p-values come within four standard errors of the exact one, in every mechanism.
    @Test func drawsApproachTheEnumeration() throws {
      for expected in try OracleTable.cases("randomization", as: Case.self) {
        let labels = Self.labels(expected.control, expected.treatment)
        let rows = expected.control + expected.treatment
        let exact = try RandomizationTest(
          rows: rows, isVariant: labels, functional: expected.functional, mechanism: try expected.assignment(), seed: 1)
        let drawn = try RandomizationTest(
          rows: rows, isVariant: labels, functional: expected.functional, mechanism: try expected.assignment(),
          draws: 4000, seed: 21, enumerationLimit: 0)
        #expect(!drawn.isComplete && drawn.assignments == 4000)
        for alternative in Alternative.allCases {
          let p = exact.pValue(alternative)
          let error = (p * (1 - p) / 4000).squareRoot()
          #expect(isClose(drawn.pValue(alternative), p, absolute: Tolerance.monteCarloErrors * error + 1e-3))
        }
      }
    }

    @Test func theSeedDecidesTheDraws() throws {
      var random = SeededRandom(seed: 93)
      let rows = values(&random, 60)
      let labels = rows.indices.map { $0 % 2 == 0 }
      func test(_ seed: UInt64) throws -> RandomizationTest {
        try RandomizationTest(rows: rows, isVariant: labels, functional: .mean, draws: 999, seed: seed)
      }
      #expect(try test(3) == test(3))
      #expect(try test(3) != test(4))
    }

    @Test func degenerateRowsHaveNoTest() throws {
      func test(_ rows: [[Double]], _ labels: [Bool]) throws -> RandomizationTest {
        try RandomizationTest(rows: rows, isVariant: labels, functional: .mean, seed: 0)
      }
      #expect(throws: NotEstimable.emptyArm) { try test([[1], [2]], [true, true]) }
      #expect(throws: NotEstimable.tooFew) { try test([[1], [2], [3]], [true, true, false]) }
      #expect(throws: NotEstimable.noVariation) { try test([[1], [1], [3], [3]], [true, true, false, false]) }
      // All the same: the statistic is 0 in every assignment.
      #expect(try test([[2], [2], [2], [2]], [true, true, false, false]).pValue(.twoSided) == 1)
    }
  }
}
