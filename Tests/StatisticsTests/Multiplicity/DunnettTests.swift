import Distributions
import Statistics
import TestSupport
import Testing

/// Dunnett's test against mpmath, SciPy, and R's mvtnorm and multcomp.
@Suite struct DunnettTests {
  struct Case: Decodable, Sendable {
    let loadings: [Double]
    let df: Double?
    let c: Double
    let side: String
    let tail: Double
    let error: Double?
  }

  @Test func tailsAgree() throws {
    let cases = try OracleTable.cases("dunnett", as: Case.self)
    #expect(cases.count == 87)
    for example in cases {
      let dunnett = Dunnett(loadings: example.loadings, degreesOfFreedom: example.df ?? .infinity)
      let tail = try dunnett.upperTail(example.c, alternative: try #require(Alternative(rawValue: example.side)))
      // The reference with degrees of freedom is in doubles and takes the tail from 1.
      let close = isClose(tail, example.tail, relative: 1e-8, absolute: example.df == nil ? 1e-16 : 1e-11)
      #expect(close, "\(example): \(tail)")
    }
  }

  @Test func tailsAgreeWithR() throws {
    let cases = try OracleTable.cases("dunnett_mvtnorm", as: Case.self)
    #expect(cases.count == 48)
    for example in cases {
      let dunnett = Dunnett(loadings: example.loadings, degreesOfFreedom: try #require(example.df))
      let tail = try dunnett.upperTail(example.c, alternative: try #require(Alternative(rawValue: example.side)))
      #expect(isClose(tail, example.tail, absolute: try #require(example.error)), "\(example): \(tail)")
    }
  }

  struct WholeTest: Decodable, Sendable {
    let counts: [Double]
    let df: Double
    let side: String
    let statistics: [Double]
    let singleStep: [Double]
    let stepDown: [Double]
  }

  /// multcomp integrates by quasi-Monte-Carlo.
  @Test func wholeTestsAgreeWithR() throws {
    for example in try OracleTable.cases("dunnett_multcomp", as: WholeTest.self) {
      let loadings = ProductCorrelation.loadings(
        controlVariance: 1 / example.counts[0], variantVariances: example.counts.dropFirst().map { 1 / $0 })
      let dunnett = Dunnett(loadings: loadings, degreesOfFreedom: example.df)
      let alternative = try #require(Alternative(rawValue: example.side))
      for (test, expected) in [(StepwiseTest.singleStep, example.singleStep), (.stepDown, example.stepDown)] {
        let adjusted = try dunnett.adjusted(example.statistics, alternative: alternative, test)
        for (actual, value) in zip(adjusted, expected) {
          #expect(
            isClose(actual, value, absolute: 2e-5), "\(example.side), \(test): \(adjusted), \(expected)")
        }
      }
    }
  }

  static let statistics: [Double?] = [2.31, 1.20, 2.05]

  static func prints(_ actual: [Double?], _ expected: [String]) -> Bool {
    zip(actual, expected).allSatisfy { value, text in value.map { printsAs($0, text) } ?? false }
  }

  /// The example of Methods/multiplicity, "Dunnett".
  @Test func workedExample() throws {
    let loadings = ProductCorrelation.loadings(
      controlVariance: 1 / 4000.0, variantVariances: [1 / 2000.0, 1 / 2000.0, 1 / 2000.0])
    let dunnett = Dunnett(loadings: loadings)
    let single = try dunnett.adjusted(Self.statistics, alternative: .twoSided, .singleStep)
    #expect(Self.prints(single, ["0.058694", "0.517897", "0.110166"]), "\(single)")
    let down = try dunnett.adjusted(Self.statistics, alternative: .twoSided, .stepDown)
    #expect(Self.prints(down, ["0.058694", "0.230139", "0.076840"]), "\(down)")
    #expect(printsAs(try dunnett.criticalValue(alpha: 0.05, alternative: .twoSided), "2.371979"))
    let student = Dunnett(loadings: Array(repeating: (0.5).squareRoot(), count: 3), degreesOfFreedom: 27)
    let few = try student.adjusted(Self.statistics, alternative: .twoSided, .singleStep)
    #expect(Self.prints(few, ["0.073111", "0.497403", "0.123429"]), "\(few)")
  }

  @Test func aSingleComparisonIsStudentsTest() throws {
    for df in [1, 2.5, 9, 300, 1e5, .infinity] {
      for c in [0.1, 1, 2.5, 6, 30] {
        let dunnett = Dunnett(loadings: [0.6], degreesOfFreedom: df)
        let t = StudentT(degreesOfFreedom: df)
        let two = try dunnett.upperTail(c, alternative: .twoSided)
        #expect(isClose(two, 2 * t.upperTail(c), relative: 1e-7, absolute: 1e-300), "df \(df), c \(c): \(two)")
        let less = try dunnett.upperTail(c, alternative: .less)
        #expect(isClose(less, t.upperTail(c), relative: 1e-7, absolute: 1e-300), "df \(df), c \(c): \(less)")
      }
    }
  }

  /// Without correlation the comparisons are independent; with λ = 1 they are one.
  @Test func theEndsOfTheCorrelation() throws {
    for c in [1.0, 2.2, 5] {
      let one = 2 * Normal.upperTail(c)
      let independent = try Dunnett(loadings: [0, 0, 0]).upperTail(c, alternative: .twoSided)
      #expect(isClose(independent, 1 - (1 - one) * (1 - one) * (1 - one), relative: 1e-9))
      let same = try Dunnett(loadings: [1, 1, -1]).upperTail(c, alternative: .twoSided)
      #expect(isClose(same, one, relative: 1e-8))
      let opposite = try Dunnett(loadings: [1, -1]).upperTail(c, alternative: .greater)
      #expect(isClose(opposite, one, relative: 1e-8))
    }
    #expect(try Dunnett(loadings: []).upperTail(1, alternative: .twoSided) == 0)
    #expect(try Dunnett(loadings: [0.5], degreesOfFreedom: 5).upperTail(.infinity, alternative: .twoSided) == 0)
    #expect(try Dunnett(loadings: [0.5], degreesOfFreedom: 5).upperTail(0, alternative: .twoSided) == 1)
  }

  @Test func liesBetweenTheRawAndTheBonferroniValues() throws {
    var random = SeededRandom(seed: 61)
    for _ in 0..<60 {
      let count = random.integer(1...6)
      let loadings = (0..<count).map { _ in random.uniform(0..<0.97) }
      let df = random.chance(0.4) ? Double.infinity : random.logUniform(1.5...500)
      let statistics = (0..<count).map { _ in random.normal() * 2 }
      let alternative = random.alternative()
      let dunnett = Dunnett(loadings: loadings, degreesOfFreedom: df)
      let t = StudentT(degreesOfFreedom: df)
      let raw = statistics.map { z in
        switch alternative {
        case .twoSided: min(1, 2 * t.upperTail(abs(z)))
        case .greater: t.upperTail(z)
        case .less: t.lowerTail(z)
        }
      }
      let single = try dunnett.adjusted(statistics, alternative: alternative, .singleStep)
      let down = try dunnett.adjusted(statistics, alternative: alternative, .stepDown)
      let slack = 1 + 1e-7
      for (i, bonferroni) in PValueAdjustment.bonferroni.adjusted(raw).enumerated() {
        let (s, d, limit) = (try #require(single[i]), try #require(down[i]), try #require(bonferroni))
        #expect(raw[i] <= d * slack && d <= s * slack && s <= limit * slack)
      }
      for (i, holm) in PValueAdjustment.holm.adjusted(raw).enumerated() {
        let (d, limit) = (try #require(down[i]), try #require(holm))
        #expect(d <= limit * slack)
      }
      // The other order of the family.
      let reversed = Dunnett(loadings: loadings.reversed(), degreesOfFreedom: df)
      for (a, b) in zip(
        down, try reversed.adjusted(statistics.reversed(), alternative: alternative, .stepDown).reversed())
      {
        #expect(isClose(a, try #require(b), relative: 1e-9))
      }
    }
  }

  @Test func theCriticalValueHasTheLevel() throws {
    for df in [2.0, 27, .infinity] {
      for alpha in [0.2, 0.05, 1e-3, 1e-8] {
        for alternative in Alternative.allCases {
          let dunnett = Dunnett(loadings: [0.3, 0.7, 0.7, 0.9], degreesOfFreedom: df)
          let c = try dunnett.criticalValue(alpha: alpha, alternative: alternative)
          let tail = try dunnett.upperTail(c, alternative: alternative)
          #expect(isClose(tail, alpha, relative: 1e-6), "df \(df), α \(alpha): \(c)")
        }
      }
    }
  }

  /// An untested variant counts with its λ and is never rejected.
  @Test func untestedVariantsCount() throws {
    let dunnett = Dunnett(loadings: [0.5, 0.6, 0.7])
    let adjusted = try dunnett.adjusted([2.5, nil, 2.2], alternative: .twoSided, .stepDown)
    #expect(adjusted[1] == nil)
    let third = try Dunnett(loadings: [0.6, 0.7]).upperTail(2.2, alternative: .twoSided)
    #expect(adjusted[0] == (try dunnett.upperTail(2.5, alternative: .twoSided)) && adjusted[2] == third)
  }

  /// Few degrees of freedom, far tails, many and nearly equal comparisons.
  @Test func extremesConverge() throws {
    var random = SeededRandom(seed: 62)
    for _ in 0..<25 {
      let count = random.element(of: [1, 2, 5, 40])
      let loadings = (0..<count).map { _ in random.element(of: [0, 1e-9, 0.3, 0.999, 1 - 1e-9, 1, -0.5]) }
      let df = random.element(of: [1, 1.2, 3, 60, 9e5, .infinity])
      let dunnett = Dunnett(loadings: loadings, degreesOfFreedom: df)
      var previous = 1.0
      for c in [0.0, 1e-9, 0.5, 3, 8, 40, 1e4] {
        let tail = try dunnett.upperTail(c, alternative: .twoSided)
        #expect(tail >= 0 && tail <= previous * (1 + 1e-7), "\(dunnett), c \(c): \(tail)")
        previous = tail
      }
    }
  }
}
