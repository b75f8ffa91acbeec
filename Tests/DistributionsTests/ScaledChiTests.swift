import Distributions
import TestSupport
import Testing

/// The distribution of an estimated standard deviation over the true one.
@Suite struct ScaledChiTests {
  /// 2(ν/2)^(ν/2)/Γ(ν/2)·s^(ν−1)·exp(−νs²/2) by mpmath 1.4.1 with 30 digits; `scipy.stats.chi` agrees to 1e-9.
  @Test(arguments: [
    (1, 0.3, 0.7627756309210482),
    (2.5, 0.7, 0.9257380573510617),
    (3, 1.9, 0.06659237834173412),
    (27, 1.0, 2.9135777047030333),
    (27, 0.6, 0.02809722561437516),
    (400, 1.1, 0.21261173994938493),
    (12345.6, 0.99, 18.347495524194247),
    (1000000.0, 1.001, 207.41544291432498),
  ])
  func density(df: Double, s: Double, expected: Double) {
    #expect(isClose(ScaledChi(degreesOfFreedom: df).density(s), expected, relative: 1e-10), "df \(df), s \(s)")
  }

  /// χ² itself: P(s ≥ x) = P(χ² ≥ νx²).
  @Test(arguments: [1.5, 3, 27, 1000, 1e6]) func integratesToTheTailOfChiSquared(df: Double) throws {
    let spread = 1 / (2 * df).squareRoot()
    let chi = ScaledChi(degreesOfFreedom: df)
    let end = 1 + 12 * spread
    for s in [1.0, 1 + spread, 1 + 3 * spread] {
      let tail = try #require(Quadrature.integral(over: s...end, relativeError: 1e-10, chi.density))
      let expected = ChiSquared(degreesOfFreedom: df).upperTail(df * s * s)
      #expect(isClose(tail, expected, relative: 1e-7), "df \(df), s \(s)")
    }
  }

  @Test func isNothingBelowZero() {
    #expect(ScaledChi(degreesOfFreedom: 3).density(0) == 0 && ScaledChi(degreesOfFreedom: 3).density(-1) == 0)
  }
}
