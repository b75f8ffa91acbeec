import Statistics
import TestSupport
import Testing

/// An interval of an oracle table.
struct OracleInterval: Decodable, Sendable {
  let level: Double
  let lower: Double
  let upper: Double

  var threshold: any Boundary { fixedBoundary(alpha: 1 - level, alternative: .twoSided) }
}

/// What a table says of the absolute contrast of two values.
struct AbsoluteContrast: Decodable, Sendable {
  let name: String
  let difference: Double
  let standardError: Double
  let df: Double
  let null: Double
  let t: Double
  let pTwoSided: Double
  let pGreater: Double
  let pLess: Double
  let intervals: [OracleInterval]

  /// Compares an estimate with every figure of the case; `relative` is the error of the estimate and its limits.
  func check(
    _ estimate: Estimate, relative: Double = Tolerance.closedForm, location: SourceLocation = #_sourceLocation
  ) throws {
    let level = fixedBoundary(alpha: 0.05, alternative: .twoSided)
    // What remains of the two values after their difference was taken can be no more exact than they are.
    let rounding = abs(try estimate.control.get().value) * 4e-16
    let scale = max(abs(difference), standardError)
    let absolute = relative * scale + rounding
    #expect(
      isClose(try estimate.value(on: .absolute), difference, absolute: absolute), "\(name)", sourceLocation: location)
    let error = try #require(estimate.standardError(on: .absolute))
    #expect(isClose(error, standardError, relative: relative), "\(name)", sourceLocation: location)
    for (alternative, p) in [(Alternative.twoSided, pTwoSided), (.greater, pGreater), (.less, pLess)] {
      let test = try estimate.test(.linear(r: 1, delta: null), alternative: alternative, level)
      let close = isClose(
        test.statistic, t, relative: relative, absolute: relative + rounding / standardError)
      #expect(close, "\(name): \(test.statistic), \(t)", sourceLocation: location)
      let freedom = isClose(test.degreesOfFreedom, df, relative: relative)
      #expect(freedom, "\(name): \(test.degreesOfFreedom), \(df)", sourceLocation: location)
      #expect(isCloseP(test.pValue, p), "\(name): \(test.pValue), \(p)", sourceLocation: location)
    }
    for expected in intervals {
      // A denominator of few units cannot be told from zero, and the ratio is refused.
      let arms = [try estimate.control.get(), try estimate.variant.get()]
      if arms.contains(where: \.hasZeroDenominator) {
        #expect(throws: NotEstimable.denominatorZero, sourceLocation: location) {
          try estimate.interval(on: .absolute, alternative: .twoSided, expected.threshold)
        }
        continue
      }
      let actual = try estimate.interval(on: .absolute, alternative: .twoSided, expected.threshold)
      // The accuracy of the t quantile is that of GSL; it scales with the half width.
      let half = (expected.upper - expected.lower) / 2
      let allowed = absolute + 1e-8 * half
      let close =
        isClose(actual.lower, expected.lower, absolute: allowed)
        && isClose(actual.upper, expected.upper, absolute: allowed)
      #expect(close, "\(name) at \(expected.level): \(actual), \(expected)", sourceLocation: location)
    }
  }
}
