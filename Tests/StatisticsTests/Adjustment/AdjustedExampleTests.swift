import Statistics
import TestSupport
import Testing

/// The example of Methods/adjusted-means, and ratios and lifts of F1 with covariates and strata, to their printed
/// digits: all with Student's t, so that the shape of the data is left out.
@Suite struct AdjustedExampleTests {
  static let settings = AdjustmentSettings(hasSlopeFallback: false, stratumMinimum: 2)
  static let twoSided = fixedBoundary(alpha: 0.05, alternative: .twoSided)

  /// F1 with outcomes y or (y, d), with the covariate x and the strata m and d where asked for.
  static func moments(_ functional: Functional, covariate: Bool, strata: Bool) -> StratifiedMoments {
    let columns = Array(0..<functional.dimension) + (covariate ? [2] : [])
    func cell(_ rows: some Sequence<[Double]>) -> Moments {
      Moments(rows: rows.map { row in columns.map { row[$0] } }, dimension: columns.count).withoutShape
    }
    let arms = [Fixtures.f1Control, Fixtures.f1Variant]
    return StratifiedMoments(
      cells: arms.map { rows in strata ? [cell(rows.prefix(4)), cell(rows.suffix(4))] : [cell(rows)] },
      outcomes: functional.dimension)
  }

  static func estimate(
    _ functional: Functional, covariate: Bool, strata: Bool, slopes: SlopeRule = .arm
  ) -> Estimate {
    var settings = settings
    settings.slopes = slopes
    return DeltaMethod(functional, settings: settings).estimate(
      moments(functional, covariate: covariate, strata: strata), Contrast(control: 0, variant: 1))
  }

  struct Row: Sendable {
    let covariate: Bool
    let strata: Bool
    let slopes: SlopeRule
    let text: [String]

    init(_ covariate: Bool, _ strata: Bool, _ slopes: SlopeRule, _ text: String) {
      (self.covariate, self.strata, self.slopes) = (covariate, strata, slopes)
      self.text = text.split(separator: " ").map(String.init)
    }
  }

  @Test(arguments: [
    Row(false, false, .arm, "15.5 18.5 3 3.338092 13.7022 0.898717 0.384325 -4.174123 10.174123"),
    Row(true, false, .common, "15.852452 18.147548 2.295096 0.711557 13 3.225454 0.006634 0.757870 3.832322"),
    Row(true, false, .arm, "15.838169 18.135457 2.297288 0.738988 12 3.108695 0.009043 0.687172 3.907404"),
    Row(false, true, .arm, "15.5 18.5 3 2.057443 10.3009 1.458120 0.174612 -1.566182 7.566182"),
    Row(true, true, .common, "15.850138 18.149862 2.299724 0.765622 11 3.003731 0.012000 0.614600 3.984847"),
    Row(true, true, .arm, "15.872137 18.162338 2.290200 0.800578 10 2.860684 0.016937 0.506401 4.073999"),
    Row(true, true, .armStratum, "15.870238 18.176020 2.305782 0.852135 8 2.705889 0.026828 0.340756 4.270809"),
  ])
  func meanOfF1(row: Row) throws {
    let estimate = Self.estimate(.mean, covariate: row.covariate, strata: row.strata, slopes: row.slopes)
    let test = try estimate.test(.noDifference, alternative: .twoSided, Self.twoSided)
    let interval = try estimate.interval(on: .absolute, alternative: .twoSided, Self.twoSided)
    let figures = [
      try estimate.control.get().value, try estimate.variant.get().value, try estimate.value(on: .absolute),
      estimate.standardError(on: .absolute), test.degreesOfFreedom, test.statistic, test.pValue,
      interval.lower, interval.upper,
    ]
    for (figure, text) in zip(figures, row.text) { #expect(printsAs(figure, text), "\(text)") }
  }

  @Test func covarianceOfF1WithSlopesPerArm() throws {
    let joint = DeltaMethod(.mean, settings: Self.settings).joint(Self.moments(.mean, covariate: true, strata: false))
    #expect(printsAs(try joint.covariance(0, 0), "2.743655"))
    #expect(printsAs(try joint.covariance(0, 1), "2.648257"))
    #expect(printsAs(try joint.covariance(1, 1), "3.098962"))
  }

  /// The digits are those of `Comparison` of Tests/Oracle/adjusted_means.py, which counts the units of a denominator.
  @Test(arguments: [
    (true, false, "0.24812803 0.24795353 10.647103"), (false, true, "0.25840475 0.23358667 8.155004"),
    (true, true, "0.28173366 0.25101072 6.378601"),
  ])
  func ratioOfF1(covariate: Bool, strata: Bool, text: String) throws {
    let estimate = Self.estimate(.ratio, covariate: covariate, strata: strata)
    let test = try estimate.test(.noDifference, alternative: .twoSided, Self.twoSided)
    let figures = [
      try estimate.value(on: .absolute), try #require(estimate.standardError(on: .absolute)), test.degreesOfFreedom,
    ]
    for (figure, text) in zip(figures, text.split(separator: " ")) {
      #expect(printsAs(figure, String(text)), "\(text)")
    }
  }

  @Test func liftOfF1WithSlopesPerArm() throws {
    let estimate = Self.estimate(.mean, covariate: true, strata: false)
    let interval = try estimate.interval(on: .relative, alternative: .twoSided, Self.twoSided)
    #expect(printsAs(try estimate.value(on: .relative), "0.145048"))
    #expect(printsAs(interval.lower, "0.042190") && printsAs(interval.upper, "0.267601"))
  }
}
