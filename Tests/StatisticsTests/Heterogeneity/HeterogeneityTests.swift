import Statistics
import TestSupport
import Testing

/// Differences between effects against R's metafor, and the examples of Methods/heterogeneity.
@Suite struct HeterogeneityTests {
  struct Case: Decodable, Sendable {
    let name: String
    let effects: [Double]
    let errors: [Double]
    let mean: Double
    let standardError: Double
    let q: Double
    let p: Double
    let iSquared: Double
    let tau2: Double
    let pooled: Double
    let posteriors: [Double]
    let deviations: [Double]
    let positive: Double
    let negative: Double
    let gailSimon: Double
  }

  static func effects(_ values: [Double], _ errors: [Double]) throws -> [EffectEstimate] {
    try zip(values, errors).map { try #require(EffectEstimate(value: $0, standardError: $1)) }
  }

  @Test func agrees() throws {
    let cases = try OracleTable.cases("heterogeneity", as: Case.self)
    #expect(cases.count == 7)
    for example in cases {
      let effects = try Self.effects(example.effects, example.errors)
      let test = try #require(Heterogeneity(effects))
      #expect(isClose(test.mean, example.mean, relative: 1e-12) && isClose(test.q, example.q, relative: 1e-11))
      #expect(isClose(test.standardError, example.standardError, relative: 1e-12), "\(example.name)")
      #expect(test.degreesOfFreedom == effects.count - 1 && isCloseP(test.pValue, example.p), "\(example.name)")
      #expect(isClose(test.iSquared, example.iSquared, relative: 1e-11, absolute: 1e-15), "\(example.name)")
      let signs = try #require(QualitativeInteraction(effects))
      #expect(isClose(signs.positive, example.positive, relative: 1e-12))
      #expect(isClose(signs.negative, example.negative, relative: 1e-12))
      #expect(isCloseP(signs.pValue, example.gailSimon), "\(example.name)")
      let pooling = try #require(try PartialPooling(effects))
      #expect(isClose(pooling.prior.betweenVariance, example.tau2, relative: 1e-9, absolute: 1e-14), "\(example.name)")
      #expect(isClose(pooling.prior.mean, example.pooled, relative: 1e-9), "\(example.name)")
      for (i, posterior) in pooling.posteriors.enumerated() {
        #expect(isClose(posterior.mean, example.posteriors[i], relative: 1e-8), "\(example.name)")
        if pooling.prior.betweenVariance == 0 {
          #expect(posterior.standardDeviation == nil && posterior.shrinkage == 1)
        } else {
          #expect(isClose(posterior.standardDeviation, example.deviations[i], relative: 1e-8))
        }
      }
    }
  }

  /// The first example of Methods/heterogeneity, "Examples".
  @Test func workedExampleOfSegments() throws {
    let effects = try Self.effects([0.05, 0.04, -0.035, 0.02], [0.015, 0.02, 0.014, 0.02])
    let test = try #require(Heterogeneity(effects))
    #expect(printsAs(test.q, "19.783125") && test.degreesOfFreedom == 3)
    let signs = try #require(QualitativeInteraction(effects))
    #expect(printsAs(signs.positive, "16.111111") && printsAs(signs.negative, "6.25"))
    #expect(printsAs(signs.pValue, "0.033641"))
  }

  /// The second example of Methods/heterogeneity, "Examples".
  @Test func workedExampleOfExperiments() throws {
    let effects = try Self.effects([0.031, 0.012, -0.004, 0.045, 0.020], [0.010, 0.012, 0.009, 0.015, 0.011])
    let test = try #require(Heterogeneity(effects))
    #expect(printsAs(test.q, "11.136344") && printsAs(test.pValue, "0.025074") && printsAs(test.iSquared, "0.640816"))
    #expect(printsAs(test.mean, "0.016887") && printsAs(test.standardError, "0.00487956"))
    let signs = try #require(QualitativeInteraction(effects))
    #expect(printsAs(signs.negative, "0.197531") && printsAs(signs.pValue, "0.810625"))
    let pooling = try #require(try PartialPooling(effects))
    #expect(printsAs(pooling.prior.mean, "0.019173") && printsAs(pooling.prior.betweenVariance, "2.080827e-4"))
    let means = ["0.027161", "0.014934", "0.002493", "0.031582", "0.019696"]
    let deviations = ["0.008218", "0.009225", "0.007636", "0.010397", "0.008747"]
    for (i, posterior) in pooling.posteriors.enumerated() {
      #expect(printsAs(posterior.mean, means[i]))
      #expect(printsAs(posterior.standardDeviation, deviations[i]))
    }
  }

  @Test func oneEffectHasNothingToCompare() throws {
    for effects in [[], try Self.effects([0.3], [0.1])] {
      #expect(Heterogeneity(effects) == nil && QualitativeInteraction(effects) == nil)
      #expect(try PauleMandel(effects) == nil && PartialPooling(effects) == nil)
    }
  }

  @Test func aCertainEffectIsRefused() {
    #expect(EffectEstimate(value: 1, standardError: 0) == nil && EffectEstimate(value: .nan, standardError: 1) == nil)
    #expect(EffectEstimate(value: 1, standardError: .infinity) == nil)
  }

  static func random(_ random: inout SeededRandom) throws -> [EffectEstimate] {
    let (unit, spread) = (random.logUniform(1e-8...1e8), random.logUniform(0.01...10))
    return try (0..<random.integer(2...12)).map { _ in
      let error = unit * random.logUniform(0.1...10)
      let value = unit * random.normal() * spread + error * random.normal()
      return try #require(EffectEstimate(value: value, standardError: error))
    }
  }

  /// Turning all signs changes no answer; a change of unit scales what has one; the order does not matter.
  @Test func answersDoNotDependOnSignUnitOrOrder() throws {
    var random = SeededRandom(seed: 101)
    for _ in 0..<300 {
      let effects = try Self.random(&random)
      let turned = try Self.effects(effects.map { -$0.value }, effects.map(\.standardError))
      let scaled = try Self.effects(effects.map { $0.value * 1024 }, effects.map { $0.standardError * 1024 })
      let (a, b, c) = (Heterogeneity(effects), Heterogeneity(turned), Heterogeneity(effects.shuffled(using: &random)))
      #expect(isClose(a?.q, try #require(b).q, relative: 1e-12))
      #expect(isClose(a?.q, try #require(c).q, relative: 1e-9))
      let (signs, other) = (try #require(QualitativeInteraction(effects)), try #require(QualitativeInteraction(turned)))
      #expect(signs.pValue == other.pValue && signs.positive == other.negative)
      let (pooled, larger) = (try #require(try PartialPooling(effects)), try #require(try PartialPooling(scaled)))
      let between = pooled.prior.betweenVariance
      #expect(isClose(larger.prior.betweenVariance, between * 1024 * 1024, relative: 1e-9))
      for (effect, posterior) in zip(effects, pooled.posteriors) {
        let ends = [effect.value, pooled.prior.mean].sorted()
        let slack = 1e-12 * effect.standardError
        #expect(posterior.mean >= ends[0] - slack && posterior.mean <= ends[1] + slack)
        #expect((posterior.standardDeviation ?? 0) <= effect.standardError)
      }
    }
  }
}
