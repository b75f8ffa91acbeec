import Testing

@testable import Engines

@Suite struct DecimalNumberTests {
  /// The right side is what the compiler reads from the literal, correctly rounded.
  @Test(
    arguments: [
      (15, 1, 1.5), (-1, 3, -0.001), (0, 5, 0), (1, 22, 1e-22), (9_007_199_254_740_993, 0, 9_007_199_254_740_992),
      (9_007_199_254_740_993, 3, 9_007_199_254_740.993),
      (123_456_789_012_345_678_901_234_567_890, 10, 12_345_678_901_234_567_890.1234567890),
      (-99_999_999_999_999_999_999_999_999_999_999_999_999, 38, -0.999_999_999_999_999_999_999_999_999_999_999_999_99),
    ] as [(Int128, Int, Double)])
  func becomeTheNearestDouble(unscaled: Int128, scale: Int, value: Double) {
    #expect(DecimalNumber(unscaled: unscaled, scale: scale).nearestDouble == value)
  }
}
