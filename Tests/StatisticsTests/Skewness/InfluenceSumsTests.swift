import Statistics
import TestSupport
import Testing

/// Shapes from sums of integers against those of the moments of the same values.
@Suite struct InfluenceSumsTests {
  @Test(arguments: [8, 1000, 100_000]) func theShapeIsThatOfTheValues(count: Int) throws {
    var random = SeededRandom(seed: UInt64(count))
    let values = (0..<count).map { _ in
      Double.random(in: 0...1, using: &random) * (Double.random(in: 0...1, using: &random) < 0.1 ? 50 : 1)
    }
    let n = Double(count)
    let mean = values.reduce(0, +) / n
    let deviation = (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / n).squareRoot()
    let scores = values.map { ($0 - mean) / deviation }
    var (forward, backward) = (InfluenceSums(units: count), InfluenceSums(units: count))
    for score in scores { forward.add(score) }
    for score in scores.reversed() { backward.add(score) }
    let shape = try #require(forward.shape)
    #expect(shape == backward.shape && shape.count == n)
    #expect(isClose(shape.skewness, scores.reduce(0) { $0 + $1 * $1 * $1 } / n, relative: 1e-6))
    #expect(isClose(shape.kurtosis, scores.reduce(0) { $0 + $1 * $1 * $1 * $1 } / n, relative: 1e-6))
  }

  /// One unit of 2³⁰ that differs from all others is √n standard deviations away, and still fits.
  @Test func theFarthestValueFits() throws {
    let count = 1 << 30
    var sums = InfluenceSums(units: count)
    sums.add(Double(count).squareRoot())
    let shape = try #require(sums.shape)
    #expect(isClose(shape.kurtosis, 1, relative: 1e-12))
  }

  @Test func valuesThatAreAlikeHaveNoShape() throws {
    var sums = InfluenceSums(units: 3)
    #expect(sums.shape == nil)
    for _ in 0..<3 { sums.add(0) }
    #expect(try #require(sums.shape).isConstant)
  }
}
