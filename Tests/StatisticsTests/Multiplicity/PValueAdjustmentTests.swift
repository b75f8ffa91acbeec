import Statistics
import TestSupport
import Testing

/// Adjusted p-values against statsmodels and against closed testing, and what holds for every family.
@Suite struct PValueAdjustmentTests {
  struct Case: Decodable, Sendable {
    let name: String
    let p: [Double]
    let weights: [Double]?
    let method: String
    let adjusted: [Double]
  }

  @Test func agrees() throws {
    let cases = try OracleTable.cases("p_adjustment", as: Case.self)
    #expect(cases.count == 62)
    for example in cases {
      let adjustment = try #require(PValueAdjustment(rawValue: example.method))
      let adjusted = adjustment.adjusted(example.p, weights: example.weights)
      for (actual, expected) in zip(adjusted, example.adjusted) {
        #expect(
          isClose(actual, expected, relative: 1e-12),
          "\(example.name), \(example.method): \(actual ?? -1), \(expected)")
      }
    }
  }

  /// The example of Methods/multiplicity, "Adjusted p-values": the p-values of Z = 2.31, 1.20, 2.05.
  @Test(arguments: [
    (PValueAdjustment.holm, ["0.062664", "0.230139", "0.080729"]),
    (.hochberg, ["0.062664", "0.230139", "0.080729"]),
    (.benjaminiHochberg, ["0.060547", "0.230139", "0.060547"]),
    (.benjaminiYekutieli, ["0.111002", "0.421922", "0.111002"]),
  ])
  func workedExample(adjustment: PValueAdjustment, expected: [String]) throws {
    for (actual, text) in zip(adjustment.adjusted([0.020888154, 0.230139340, 0.040364431]), expected) {
      #expect(printsAs(actual, text), "\(adjustment)")
    }
  }

  static func family(_ random: inout SeededRandom) -> [Double] {
    (0..<random.integer(1...12)).map { _ in
      switch random.integer(0...9) {
      case 0: 0
      case 1: 1
      case 2: Double(random.integer(0...4)) / 50
      default: random.logUniform(1e-12...1)
      }
    }
  }

  @Test func adjustedValuesAreOrderedAsTheRawOnesAndNeverBelowThem() throws {
    var random = SeededRandom(seed: 31)
    for _ in 0..<2000 {
      let p = Self.family(&random)
      for adjustment in PValueAdjustment.allCases {
        let adjusted = try adjustment.adjusted(p).map { try #require($0) }
        for i in p.indices {
          #expect(adjusted[i] >= p[i] && adjusted[i] <= 1, "\(adjustment) \(p)")
          for j in p.indices where p[i] <= p[j] { #expect(adjusted[i] <= adjusted[j], "\(adjustment) \(p)") }
        }
      }
    }
  }

  @Test func theOrderOfTheFamilyDoesNotMatter() {
    var random = SeededRandom(seed: 32)
    for _ in 0..<1000 {
      let p = Self.family(&random)
      let order = p.indices.shuffled(using: &random)
      let weights = p.map { _ in Double(random.integer(0...4)) }
      for adjustment in PValueAdjustment.allCases {
        let adjusted = adjustment.adjusted(p)
        #expect(adjustment.adjusted(order.map { p[$0] }) == order.map { adjusted[$0] })
        guard adjustment.acceptsWeights else { continue }
        let weighted = adjustment.adjusted(p, weights: weights)
        #expect(
          adjustment.adjusted(order.map { p[$0] }, weights: order.map { weights[$0] }) == order.map { weighted[$0] })
      }
    }
  }

  @Test func oneProcedureIsNeverLessPowerfulThanAnother() throws {
    var random = SeededRandom(seed: 33)
    let pairs: [(PValueAdjustment, PValueAdjustment)] = [
      (.none, .benjaminiHochberg), (.benjaminiHochberg, .hochberg), (.hochberg, .holm), (.holm, .bonferroni),
      (.benjaminiHochberg, .benjaminiYekutieli),
    ]
    for _ in 0..<1000 {
      let p = Self.family(&random)
      for (better, worse) in pairs {
        for (a, b) in zip(better.adjusted(p), worse.adjusted(p)) {
          #expect(try #require(a) <= #require(b) * (1 + 1e-15), "\(better), \(worse): \(p)")
        }
      }
    }
  }

  @Test func adjustedValuesGrowWithAnyPValue() throws {
    var random = SeededRandom(seed: 34)
    for _ in 0..<1000 {
      let p = Self.family(&random)
      let changed = random.integer(0...p.count - 1)
      var larger = p
      larger[changed] = min(1, p[changed] * random.uniform(1..<3) + random.uniform(0..<0.01))
      for adjustment in PValueAdjustment.allCases {
        for (a, b) in zip(adjustment.adjusted(p), adjustment.adjusted(larger)) {
          #expect(try #require(a) <= #require(b), "\(adjustment) \(p) \(larger)")
        }
      }
    }
  }

  /// An untested hypothesis counts as if its p-value were 1, or not at all.
  @Test(arguments: PValueAdjustment.allCases) func untestedHypotheses(adjustment: PValueAdjustment) {
    let counted = adjustment.adjusted([0.01, nil, 0.03, nil])
    let ones = adjustment.adjusted([0.01, 1, 0.03, 1])
    #expect(counted == [ones[0], nil, ones[2], nil])
    let leftOut = adjustment.adjusted([0.01, nil, 0.03, nil], untested: .leftOut)
    let two = adjustment.adjusted([0.01, 0.03])
    #expect(leftOut == [two[0], nil, two[1], nil])
    #expect(adjustment.adjusted([]) == [] && adjustment.adjusted([nil]) == [nil])
  }

  @Test func weightsAreSharesOfAnySum() throws {
    let p: [Double?] = [0.01, 0.04, 0.03]
    for adjustment in [PValueAdjustment.bonferroni, .holm] {
      let some = adjustment.adjusted(p, weights: [2, 1, 5])
      for (a, b) in zip(some, adjustment.adjusted(p, weights: [0.25, 0.125, 0.625])) {
        #expect(isClose(a, try #require(b), relative: 1e-15))
      }
      #expect(adjustment.adjusted(p, weights: [1, 1, 1]) == adjustment.adjusted(p))
      #expect(adjustment.adjusted(p, weights: [0, 0, 0]) == [1, 1, 1])
    }
  }
}
