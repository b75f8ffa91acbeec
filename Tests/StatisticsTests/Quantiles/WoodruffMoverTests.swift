import Statistics
import TestSupport
import Testing

@Suite struct WoodruffMoverTests {
  private static let threshold = fixedBoundary(alpha: 0.05, alternative: .twoSided)

  private static func sample(_ arm: String, _ multiplier: Double) -> QuantileSample {
    QuantileSample(Fixtures.f3(arm, multiplier: multiplier))
  }

  @Test func swappingTheVariantsTurnsTheSignAndTheRatio() throws {
    let samples = [Self.sample("c", 1), Self.sample("t", 1.1)]
    let (forth, back) = (
      QuantileSample.compare(samples, 0.5), QuantileSample.compare(samples, 0.5, Contrast(control: 1, variant: 0))
    )
    let (one, other) = (
      try forth.interval(on: .absolute, alternative: .twoSided, Self.threshold),
      try back.interval(on: .absolute, alternative: .twoSided, Self.threshold)
    )
    #expect(isClose(one.lower, -other.upper, relative: 1e-12) && isClose(one.upper, -other.lower, relative: 1e-12))
    let (ratio, inverse) = (
      try forth.interval(on: .relative, alternative: .twoSided, Self.threshold),
      try back.interval(on: .relative, alternative: .twoSided, Self.threshold)
    )
    #expect(isClose(1 + ratio.lower, 1 / (1 + inverse.upper), relative: 1e-12))
    #expect(isClose(1 + ratio.upper, 1 / (1 + inverse.lower), relative: 1e-12))
    func p(_ estimate: Estimate) throws -> Double {
      try estimate.test(.linear(r: 1, delta: 0), alternative: .twoSided, Self.threshold).pValue
    }
    #expect(isClose(try p(forth), try p(back), relative: 1e-12))
  }

  @Test func quantilesFollowTheUnitOfTheValues() throws {
    let samples = [Self.sample("c", 1), Self.sample("t", 1.1)]
    let scaled = samples.map { sample in QuantileSample(sample.units.map { $0.values.map { 1000 * $0 + 7 } }) }
    let (one, other) = (QuantileSample.compare(samples, 0.75), QuantileSample.compare(scaled, 0.75))
    #expect(isClose(try other.value(on: .absolute), 1000 * (try one.value(on: .absolute)), relative: 1e-12))
    let (left, right) = (
      try one.interval(on: .absolute, alternative: .twoSided, Self.threshold),
      try other.interval(on: .absolute, alternative: .twoSided, Self.threshold)
    )
    #expect(isClose(right.lower, 1000 * left.lower, relative: 1e-10))
    #expect(isClose(right.upper, 1000 * left.upper, relative: 1e-10))
  }

  /// Half of the units of each variant have the median itself.
  @Test func aPointMassLeavesOnlyOrderStatistics() throws {
    let values = (0..<200).map { [$0 % 2 == 0 ? 5.0 : Double($0) / 10] }
    let estimate = QuantileSample.compare([QuantileSample(values), QuantileSample(values)], 0.4)
    #expect(estimate.evidence == .failure(.ties))
    #expect(try estimate.value(on: .absolute) == 0)
    let interval = try estimate.control.get().interval(Self.threshold)
    let (sorted, ranks) = (
      values.map { $0[0] }.sorted(), try #require(OrderStatisticRanks(count: 200, probability: 0.4, tail: 0.025))
    )
    #expect(interval == Interval(sorted[ranks.lower - 1], sorted[ranks.upper - 1]))
    let other = fixedBoundary(alpha: 0.1, alternative: .twoSided)
    #expect(throws: NotEstimable.ties) { try estimate.control.get().interval(other) }
  }

  @Test func eventsOfAUnitHaveNoOrderStatistics() throws {
    let values = (0..<200).map { [$0 % 2 == 0 ? 5.0 : Double($0) / 10, 5] }
    let estimate = QuantileSample.compare([QuantileSample(values), QuantileSample(values)], 0.4)
    #expect(estimate.evidence == .failure(.ties))
    #expect(throws: NotEstimable.ties) { try estimate.control.get().interval(Self.threshold) }
  }

  @Test func aShortTailIsSaidAndATooShortOneRefused() {
    func compare(_ p: Double) -> Estimate {
      QuantileSample.compare([Self.sample("c", 1), Self.sample("t", 1.1)], p)
    }
    #expect(compare(0.5).warnings == [] && compare(0.9).warnings == [.shortTail])
    #expect(compare(0.99).evidence == .failure(.identifiability))
  }

  /// Of several variants the errors are symmetric; that of two equal ones is half a variance each.
  @Test func sumsOfVariantsUseSymmetricErrors() throws {
    let samples = [Self.sample("c", 1), Self.sample("t", 1.1), Self.sample("u", 1.2)]
    let estimate = QuantileSample.compare(samples, 0.5, Contrast(weights: [-1, 0.5, 0.5]))
    let alone = try samples.indices.dropFirst().map { arm in
      let pair = QuantileSample.compare(samples, 0.5, Contrast(control: 0, variant: arm))
      guard case .success(.woodruff(let evidence)) = pair.evidence else { throw NotEstimable.tooFew }
      return evidence
    }
    let middle = (alone[0].variant.value + alone[1].variant.value) / 2 - alone[0].control.value
    #expect(isClose(try estimate.value(on: .absolute), middle, relative: 1e-12))
    let errors = [alone[0].control, alone[0].variant, alone[1].variant].map(\.standardError)
    let variance = errors[0] * errors[0] + (errors[1] * errors[1] + errors[2] * errors[2]) / 4
    #expect(isClose(estimate.standardError(on: .absolute), variance.squareRoot(), relative: 1e-12))
  }
}
