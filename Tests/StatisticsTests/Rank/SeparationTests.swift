import Statistics
import TestSupport
import Testing

/// Ranks that do not overlap.
@Suite struct SeparationTests {
  private static func estimate(_ control: [Double], _ variant: [Double]) -> Estimate {
    let placements = Placements(control: control, variant: variant)
    return PlacementMeans().estimate(
      control: Moments(values: placements.control), variant: Moments(values: placements.variant))
  }

  private static let level = fixedBoundary(alpha: 0.05, alternative: .twoSided)

  /// Defect D21 and the example of Methods/ranks: 2/C(60, 30), and 0.025^(1/30).
  @Test func theExampleHasItsNumbers() throws {
    let (low, high) = ((1...30).map(Double.init), (101...130).map(Double.init))
    let found = Self.estimate(low, high)
    #expect(found.method == "rank-permutation" && (try? found.value(on: .absolute)) == 0.5)
    let p = try found.test(.noDifference, alternative: .twoSided, Self.level).pValue
    #expect(isClose(p, 2 / 118_264_581_564_861_424, relative: 1e-10))
    let interval = try found.interval(on: .absolute, alternative: .twoSided, Self.level)
    #expect(printsAs(interval.lower + 0.5, "0.8843") && interval.upper == 0.5)
    let turned = Self.estimate(high, low)
    #expect(try turned.value(on: .absolute) == -0.5)
    #expect(try turned.test(.noDifference, alternative: .twoSided, Self.level).pValue == p)
    let other = try turned.interval(on: .absolute, alternative: .twoSided, Self.level)
    #expect(isClose(other.upper, -interval.lower, relative: 1e-12) && other.lower == -0.5)
    let sides = [Alternative.greater, .less].map { try? found.test(.noDifference, alternative: $0, Self.level).pValue }
    #expect(isClose(sides[0], p / 2, relative: 1e-12) && sides[1] == 1)
  }

  /// Within strata fewer draws are possible: C(4, 2)·C(4, 2) instead of C(8, 4).
  @Test func strataKeepTheirLabels() {
    let samples = Separation(control: [2, 2], variant: [2, 2], isVariantHigher: true)
    #expect(isClose(samples.pValue(.twoSided), 2.0 / 36, relative: 1e-12))
  }

  /// Of samples that are apart with the probability pᵐ, the limit errs in the share that it may.
  @Test func theLimitIsSharp() {
    for units in [1, 3, 10] {
      let limit = Separation(control: [50], variant: [units], isVariantHigher: true).probability(tail: 0.025).lower
      var chance = 1.0
      for _ in 0..<units { chance *= limit }
      #expect(isClose(chance, 0.025, relative: 1e-12))
    }
  }

  @Test func equalValuesAreNotApart() {
    #expect(Self.estimate([3, 3, 3], [3, 3, 3]).evidence == .failure(.noVariation))
  }
}
