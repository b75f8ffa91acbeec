import Statistics
import TestSupport
import Testing

@testable import Reporting

/// How numbers look, at their edges: two digits of the standard error, a real minus sign, and no sign on zero.
@Suite struct NumberStyleTests {
  /// No-break spaces as plain ones.
  private func plain(_ text: String) -> String { text.replacing("\u{A0}", with: " ") }

  @Test(
    arguments: [
      (0.0096, 4), (0.0101, 3), (0.1, 2), (0.99, 2), (1, 1), (9.9, 1), (10, 0), (12_345, 0), (1e-30, 12), (0, 2),
      (-1, 2), (.infinity, 2), (.nan, 2),
    ] as [(Double, Int)])
  func twoDigitsOfAnErrorAreShown(scale: Double, decimals: Int) {
    #expect(NumberStyle.decimals(for: scale) == decimals)
  }

  @Test(
    arguments: [
      (12.345, 0.12, "12.35"), (12.345, 3, "12.3"), (12.345, 30, "12"), (0, 0.1, "0.00"), (-0.0, 0.1, "0.00"),
      (-0.001, 0.1, "0.00"), (-1.5, 0.1, "−1.50"), (0, nil, "0.00"), (123.456, nil, "123.5"), (1e-10, nil, "1e-10"),
      (-1e-10, 1e-12, "−1e-10"), (1e15, nil, "1e+15"), (-1.23456e20, 1, "−1.235e+20"),
      (9.99e14, 1e13, "999000000000000"),
      (.infinity, 1, "∞"), (-.infinity, nil, "−∞"),
    ] as [(Double, Double?, String)])
  func aValueHasTheDecimalsOfItsError(value: Double, scale: Double?, text: String) {
    #expect(NumberStyle.value(value, scale: scale) == text)
  }

  @Test(
    arguments: [
      (1.5, 0.1, "+1.50"), (-1.5, 0.1, "−1.50"), (0, 0.1, "0.00"), (-0.0, 0.1, "0.00"), (.infinity, nil, "+∞"),
      (-.infinity, nil, "−∞"), (1e-12, nil, "+1e-12"),
    ] as [(Double, Double?, String)])
  func aDifferenceHasItsSign(value: Double, scale: Double?, text: String) {
    #expect(NumberStyle.signedValue(value, scale: scale) == text)
  }

  /// Neither side is right about a number whose digits are all zero.
  @Test(arguments: [-0.001, 0.001]) func whatRoundsToZeroHasNoSign(value: Double) {
    #expect(NumberStyle.signedValue(value, scale: 0.1) == "0.00")
    #expect(plain(NumberStyle.percent(value / 100, scale: 0.001, signed: true)) == "0.00 %")
    #expect(plain(NumberStyle.percentagePoints(value / 100, scale: 0.001)) == "0.00 pp")
  }

  @Test(
    arguments: [
      (0.2151, 0.01, "21.5 %", "+21.5 %"), (-0.2151, 0.001, "−21.51 %", "−21.51 %"), (0, 0.01, "0.0 %", "0.0 %"),
      (1, 0.2, "100 %", "+100 %"), (1e-9, 1e-12, "0.000000 %", "0.000000 %"), (12.5, nil, "1250 %", "+1250 %"),
      (.infinity, 0.1, "∞", "+∞"), (-.infinity, nil, "−∞", "−∞"),
    ] as [(Double, Double?, String, String)])
  func aFractionIsAPercentage(fraction: Double, scale: Double?, text: String, signed: String) {
    #expect(plain(NumberStyle.percent(fraction, scale: scale)) == text)
    #expect(plain(NumberStyle.percent(fraction, scale: scale, signed: true)) == signed)
  }

  @Test(
    arguments: [
      (0.042, 0.01, "+4.2 pp"), (-0.042, 0.001, "−4.20 pp"), (0, 0.01, "0.0 pp"), (.infinity, 0.01, "+∞"),
      (-.infinity, nil, "−∞"),
    ] as [(Double, Double?, String)])
  func aDifferenceOfFractionsIsInPoints(difference: Double, scale: Double?, text: String) {
    #expect(plain(NumberStyle.percentagePoints(difference, scale: scale)) == text)
  }

  @Test(
    arguments: [
      (0.0, "< 0.001", "p < 0.001"), (0.000999, "< 0.001", "p < 0.001"), (0.001, "0.001", "p = 0.001"),
      (0.0314, "0.031", "p = 0.031"), (0.99961, "1.000", "p = 1.000"), (1, "1.000", "p = 1.000"),
    ] as [(Double, String, String)])
  func aPValueHasThreeDecimals(p: Double, text: String, equation: String) {
    #expect(NumberStyle.pValue(p) == text && NumberStyle.pEquation(p) == equation)
  }

  @Test(arguments: [
    (0, "0"), (999, "999"), (1000, "1 000"), (1_234_567, "1 234 567"), (-1000, "−1 000"), (-12, "−12"),
  ])
  func aCountHasGroupsOfThree(count: Int, text: String) { #expect(plain(NumberStyle.count(count)) == text) }

  @Test(
    arguments: [
      (0.95, "95 %", "95 pp"), (0.999, "99.9 %", "99.9 pp"), (1, "100 %", "100 pp"), (0.005, "0.5 %", "0.5 pp"),
      (0.07, "7 %", "7 pp"), (0, "0 %", "0 pp"),
    ] as [(Double, String, String)])
  func aChosenShareHasNoNeedlessDigits(fraction: Double, level: String, points: String) {
    #expect(plain(NumberStyle.level(fraction)) == level && plain(NumberStyle.points(fraction)) == points)
  }

  @Test(
    arguments: [
      (5, "5"), (-0.0, "0"), (0.1, "0.1"), (0.1 + 0.2, "0.30000000000000004"), (1e16, "1e+16"),
      (123_456_789, "123456789"),
    ] as [(Double, String)])
  func anExactNumberReadsBackAsTheSame(value: Double, text: String) { #expect(NumberStyle.exact(value) == text) }

  @Test(
    arguments: [
      (0, "0 s"), (1.5, "1.5 s"), (45, "45 s"), (119, "119 s"), (120, "2.0 min"), (7199, "120 min"), (7200, "2.0 h"),
      (19_080, "5.3 h"), (172_800, "2.0 d"), (9.94 * 86_400, "9.9 d"), (9.96 * 86_400, "10 d"), (26 * 86_400, "26 d"),
    ] as [(Double, String)])
  func aDurationIsInTheUnitThatSuitsIt(seconds: Double, text: String) {
    #expect(plain(NumberStyle.duration(seconds)) == text)
  }
}
