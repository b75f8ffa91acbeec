import Statistics
import TestSupport
import Testing

@testable import Statistics

/// Quantiles of values that many units share (Methods/quantiles, "Mid-distribution").
@Suite struct MidDistributionTests {
  private static let boundary = fixedBoundary(alpha: 0.05, alternative: .twoSided)

  /// Of 0 0 1 1 1 1 2 2 3 4 the middles lie at 0.1, 0.4, 0.7, 0.85 and 0.95 (Ma, Genton and Parzen 2011, definition 1).
  @Test func runsStraightBetweenTheMiddlesOfValues() throws {
    let mid = MidDistribution(sorted: [0, 0, 1, 1, 1, 1, 2, 2, 3, 4])
    for (level, value) in [(0.1, 0.0), (0.25, 0.5), (0.4, 1), (0.5, 4.0 / 3), (0.7, 2), (0.9, 3.5), (0.95, 4)] {
      #expect(isClose(try mid.value(at: level), value, relative: 1e-12), "\(level)")
    }
    #expect(throws: NotEstimable.ties) { try mid.value(at: 0.09) }
    #expect(throws: NotEstimable.ties) { try mid.value(at: 0.96) }
  }

  @Test func aLoneHeapIsNoLattice() {
    let heap = (0..<200).map { $0 % 2 == 0 ? 5.0 : Double($0) / 10 }.sorted()
    #expect(!MidDistribution(sorted: heap).isLattice(at: 0.4))
    #expect(MidDistribution(sorted: (0..<200).map { Double($0 % 7) }.sorted()).isLattice(at: 0.5))
  }

  /// Samples with their atoms, where they are asked for, as the program makes them.
  private static func compare(_ samples: [QuantileSample], _ p: Double) -> Estimate {
    let moments = StratifiedMoments(cells: samples.map { [$0.moments(p)] }, outcomes: 3)
    let method = WoodruffMover(probability: p)
    let plain = RankedSample(moments, samples.map(\.ranked))
    guard method.countedRanks(plain) != nil else { return method.estimate(plain, Contrast(control: 0, variant: 1)) }
    let counted = samples.map { $0.ranked.counting(MidDistribution(sorted: $0.sorted)) }
    return method.estimate(RankedSample(moments, counted), Contrast(control: 0, variant: 1))
  }

  private static func counts(_ random: inout SeededRandom, _ n: Int, _ sides: Int) -> QuantileSample {
    QuantileSample((0..<n).map { _ in [Double(random.integer(0...sides) + random.integer(0...sides))] })
  }

  @Test func mediansOfCountsHaveAnAnswer() throws {
    var random = SeededRandom(seed: 12)
    let estimate = Self.compare([Self.counts(&random, 300, 3), Self.counts(&random, 300, 4)], 0.5)
    #expect(estimate.method == WoodruffMover.midKey && estimate.warnings == [.midQuantile])
    // The mid-distributions are symmetric about 3 and 4.
    let error = try #require(estimate.standardError(on: .absolute))
    #expect(isClose(try estimate.value(on: .absolute), 1, absolute: 3.5 * error) && error > 0.05 && error < 0.3)
    let interval = try estimate.interval(on: .absolute, alternative: .twoSided, Self.boundary)
    #expect(!interval.contains(0), "\(interval)")
  }

  /// Differences and lifts agree about "no difference", and so does the p-value.
  @Test func scalesDoNotContradictEachOther() throws {
    var random = SeededRandom(seed: 13)
    var rejected = 0
    for _ in 0..<300 {
      let n = random.integer(60...300)
      let estimate = Self.compare([Self.counts(&random, n, 5), Self.counts(&random, n, 5)], 0.5)
      let p = try estimate.test(.noDifference, alternative: .twoSided, Self.boundary).pValue
      let contains = try [Estimand.absolute, .relative].map {
        let interval = try estimate.interval(on: $0, alternative: .twoSided, Self.boundary)
        return interval.contains(0)
      }
      #expect(contains[0] == contains[1])
      if abs(p - 0.05) > 1e-6 { #expect(contains[0] == (p > 0.05)) }
      rejected += p < 0.05 ? 1 : 0
    }
    #expect(rejected > 4 && rejected < 30)
  }

  /// Values that differ are not looked at: 1, 2, …, and the same with a decimal of their own.
  @Test func valuesOfTheirOwnKeepTheirRanks() {
    let values = (0..<200).map { [Double($0 * 37 % 200)] }
    let estimate = Self.compare([QuantileSample(values), QuantileSample(values.map { [$0[0] + 3] })], 0.5)
    #expect(estimate.method == "woodruff-mover" && !estimate.warnings.contains(.midQuantile))
  }

  /// A limit that lies on zero itself: Z is the critical value, and both scales hold zero.
  @Test func aLimitOnZeroHoldsItOnBothScales() throws {
    let c = QuantileLevels.criticalValue
    for (low, high) in [(7.5, 8.0), (3.1, 3.2), (1e-3, 1.1e-3)] {
      let evidence = try WoodruffEvidence(
        control: .init(value: low, errorBelow: 0, errorAbove: 0),
        variant: .init(value: high, errorBelow: (high - low) / c, errorAbove: (high - low) / c), correlation: 0)
      #expect(try evidence.difference(c).contains(0) && evidence.ratio(c).contains(1))
    }
  }
}
