import Statistics
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Methods/dose-response: the printed figures, what does not depend on units, and what has no answer.
@Suite struct DoseResponseTests {
  static let twoSided = fixedBoundary(alpha: 0.05, alternative: .twoSided)
  static let counts = [(4000, 200), (3500, 158), (3000, 120), (2500, 88), (2000, 60)]
  static let rows = counts.enumerated().map {
    DoseRow(dose: Double($0.offset + 1), trials: Double($0.element.0), successes: Double($0.element.1))
  }

  @Test func workedExampleOfTheTrend() throws {
    let test = try TrendTest(
      Self.counts.enumerated().map {
        .init(dose: Double($0.offset + 1), trials: $0.element.0, successes: $0.element.1)
      })
    #expect(printsAs(test.statistic, "-4.198663"))
    #expect(printsAs(test.statistic * test.statistic, "17.628773"))
    #expect(printsAs(test.pValue(.twoSided, Self.twoSided), "2.684953e-5"))
    #expect(isClose(test.pValue(.less, Self.twoSided), test.pValue(.twoSided, Self.twoSided) / 2, relative: 1e-12))
  }

  @Test func workedExampleOfTheLogisticLine() throws {
    let curve = try DoseCurve(Self.rows, .line, .logit, .model)
    let (beta, covariance) = (curve.coefficients, curve.covariance)
    #expect(printsAs(beta[0], "-2.80492837") && printsAs(covariance[0, 0].squareRoot(), ".08565948"))
    #expect(printsAs(beta[1], "-.12861134") && printsAs(covariance[1, 1].squareRoot(), ".03072838"))
    #expect(printsAs(curve.deviance, ".110036"))
    let step = try LogOddsOfDoses(curve, 1, 2)
    #expect(printsAs(step.value, ".879316") && printsAs(step.low, ".827921") && printsAs(step.high, ".933901"))
    #expect(printsAs(try curve.prediction(at: 1).value.value, ".05052026"))
    #expect(printsAs(try curve.prediction(at: 5).value.value, ".03082901"))
    try check(curve, [("-.019691", "-.028572", "-.010694"), ("-.389769", "-.516081", "-.230757")])
    let odds = try curve.comparison(from: 1, to: 5).interval(on: .oddsRatio, Self.twoSided)
    #expect(printsAs(odds.lower, ".469845") && printsAs(odds.upper, ".760683"))
    // Of a line without covariates these are the limits of the slope.
    let (center, width) = (4 * beta[1], 4 * 1.959963984540054 * covariance[1, 1].squareRoot())
    #expect(isClose(odds.lower, exp(center - width), relative: 1e-9))
    #expect(isClose(odds.upper, exp(center + width), relative: 1e-9))
    let test = try curve.comparison(from: 1, to: 5).test(
      .noDifference, on: .absolute, alternative: .twoSided, Self.twoSided)
    #expect(printsAs(test.statistic, "-4.185422") && printsAs(test.pValue, "2.846362e-5"))
  }

  /// The difference and the lift of five seconds against one, each with its limits.
  private func check(_ curve: DoseCurve, _ expected: [(String, String, String)]) throws {
    let (values, evidence) = (try curve.values(from: 1, to: 5), try curve.comparison(from: 1, to: 5))
    let (zero, one) = (values.control.value, values.variant.value)
    for (estimand, estimate, expected) in [
      (Estimand.absolute, one - zero, expected[0]), (.relative, one / zero - 1, expected[1]),
    ] {
      let interval = try evidence.interval(on: estimand, Self.twoSided)
      #expect(printsAs(estimate, expected.0))
      #expect(printsAs(interval.lower, expected.1) && printsAs(interval.upper, expected.2), "\(interval)")
    }
  }

  /// The odds ratio of two doses, by the evidence that every comparison uses.
  struct LogOddsOfDoses {
    let value, low, high: Double
    init(_ curve: DoseCurve, _ from: Double, _ to: Double) throws {
      let evidence = try curve.comparison(from: from, to: to)
      let interval = try evidence.interval(on: .oddsRatio, DoseResponseTests.twoSided)
      (low, high) = (interval.lower, interval.upper)
      value = (low * high).squareRoot()
    }
  }

  @Test func workedExampleOfTheSpline() throws {
    let spline = RestrictedCubicSpline(knots: [1.5, 3, 4.5])
    for (x, expected) in zip(1...5, ["0", ".01388889", ".375", "1.51388889", "3"]) {
      #expect(spline.terms(Double(x))[0] == Double(x) && printsAs(spline.terms(Double(x))[1], expected))
    }
    let curve = try DoseCurve(Self.rows, .spline(spline), .logit, .model)
    for (beta, expected) in zip(curve.coefficients, ["-2.83524106", "-.10886555", "-.03092731"]) {
      #expect(printsAs(beta, expected))
    }
    let bends = try curve.nonlinearity()
    #expect(printsAs(bends.statistic, ".102444") && printsAs(bends.pValue, ".748916"))
    try check(curve, [("-.019907", "-.028713", "-.010734"), ("-.398005", "-.530372", "-.229070")])
  }

  /// Milliseconds since some day are as good as seconds.
  @Test func neitherUnitNorOriginOfADoseMatters() throws {
    let moved = Self.rows.map { row in
      DoseRow(dose: 1e6 + 1000 * row.dose, trials: row.count, successes: row.sum)
    }
    for shape in [[], [1.5, 3, 4.5]] {
      let (here, there) = (
        shape.isEmpty ? DoseShape.line : .spline(RestrictedCubicSpline(knots: shape)),
        shape.isEmpty ? DoseShape.line : .spline(RestrictedCubicSpline(knots: shape.map { 1e6 + 1000 * $0 }))
      )
      for link in [DoseLink.logit, .identity] {
        let errors: RegressionErrors = link == .logit ? .model : .robust(.hc2)
        let one = try DoseCurve(Self.rows, here, link, errors).values(from: 1, to: 5)
        let other = try DoseCurve(moved, there, link, errors).values(from: 1_001_000, to: 1_005_000)
        #expect(isClose(one.control.value, other.control.value, relative: 1e-9))
        #expect(isClose(one.variance(r: 1), other.variance(r: 1), relative: 1e-7))
      }
    }
  }

  /// Two doses and a line with HC2 errors are two means with n − 1 each.
  @Test func ofTwoDosesALineIsTheDifferenceOfMeans() throws {
    let (zero, one) = ([3.0, 5, 4, 8], [6.0, 9, 4, 7, 12])
    let curve = try DoseCurve(
      zero.map { DoseRow(dose: 1, sum: $0) } + one.map { DoseRow(dose: 3, sum: $0) }, .line, .identity, .robust(.hc2))
    let evidence = try curve.values(from: 1, to: 3)
    let welch = try DeltaMethod(.mean).joint(
      StratifiedMoments(arms: [zero, one].map { Moments(rows: $0.map { [$0] }, dimension: 1) })
    )
    .evidence(Contrast(control: 0, variant: 1))
    #expect(
      isClose(
        evidence.variant.value - evidence.control.value, welch.variant.value - welch.control.value, relative: 1e-12))
    #expect(isClose(evidence.variance(r: 1), welch.variance(r: 1), relative: 1e-12))
  }

  /// Fewer doses than the default knots want get a curve through each, and two none.
  @Test func fewDosesHaveFewKnots() throws {
    func knots(_ doses: [(Double, Double)]) throws -> [Double] {
      try RestrictedCubicSpline(quantilesOf: doses.map { (dose: $0.0, units: $0.1) }).knots
    }
    #expect(try knots([(1, 100), (2, 100), (3, 100), (5, 100)]) == [1, 2, 3, 5])
    #expect(try knots([(5, 9), (1, 10), (2, 11)]) == [1, 2, 5])
    #expect(try knots([(1, 1), (2, 1), (9, 1000)]) == [1, 2, 9])
    #expect(throws: NotEstimable.collinear) { try knots([(1, 100), (2, 100)]) }
    #expect(throws: NotEstimable.collinear) { try knots([]) }
    #expect(throws: NotEstimable.numericallyUnreliable) { try knots([(.infinity, 1), (2, 1), (3, 1)]) }
    // With as many terms as doses the curve goes through every share.
    let four = Array(Self.rows.prefix(4))
    let spline = try RestrictedCubicSpline(quantilesOf: four.map { ($0.dose, $0.count) })
    let curve = try DoseCurve(four, .spline(spline), .logit, .model)
    for row in four {
      #expect(isClose(try curve.prediction(at: row.dose).value.value, row.sum / row.count, relative: 1e-9))
    }
    #expect(curve.deviance < 1e-6)
  }

  @Test func theBandCoversTheDosesThatWereSeen() throws {
    let curve = try DoseCurve(Self.rows, .line, .logit, .model)
    let band = curve.band(points: 9, Self.twoSided)
    #expect(band.map(\.0.dose) == [1, 1.5, 2, 2.5, 3, 3.5, 4, 4.5, 5])
    for (prediction, interval) in band { #expect(try interval.get().contains(prediction.value.value)) }
    // Symmetric in the log odds: β₀ + β₁ ± 1.96·SE at a dose.
    let (beta, v) = (curve.coefficients, curve.covariance)
    let (eta, error) = (beta[0] + beta[1] * 3, (v[0, 0] + 6 * v[0, 1] + 9 * v[1, 1]).squareRoot())
    let lower = try band[4].1.get().lower
    #expect(isClose(log(lower / (1 - lower)), eta - 1.959963984540054 * error, relative: 1e-9))
  }

  @Test func saysWhyThereIsNoCurve() throws {
    let curve = try DoseCurve(Self.rows, .line, .logit, .model)
    #expect(throws: NotEstimable.identifiability) { try curve.prediction(at: 5.1) }
    #expect(throws: NotEstimable.identifiability) { try curve.comparison(from: 0.5, to: 2) }
    #expect(throws: NotEstimable.noVariation) { try curve.comparison(from: 2, to: 2) }
    #expect(throws: NotEstimable.collinear) { try curve.nonlinearity() }
    func of(_ rows: [DoseRow], _ errors: RegressionErrors = .model) throws {
      _ = try DoseCurve(rows, .line, .logit, errors)
    }
    #expect(throws: NotEstimable.emptyArm) { try of([]) }
    #expect(throws: NotEstimable.collinear) { try of([DoseRow(dose: 1, trials: 9, successes: 3)]) }
    #expect(throws: NotEstimable.numericallyUnreliable) {
      try of([DoseRow(dose: .nan, trials: 9, successes: 3)] + Self.rows)
    }
    #expect(throws: NotEstimable.noVariation) {
      try of(Self.rows.map { DoseRow(dose: $0.dose, trials: 9, successes: 0) })
    }
    #expect(throws: NotEstimable.tooFew) { try of(Self.rows, .clustered) }
  }

  @Test func saysWhyThereIsNoTrend() {
    func trend(_ groups: [(Double, Int, Int)]) throws {
      _ = try TrendTest(groups.map { .init(dose: $0.0, trials: $0.1, successes: $0.2) })
    }
    #expect(throws: NotEstimable.emptyArm) { try trend([]) }
    #expect(throws: NotEstimable.emptyArm) { try trend([(1, 0, 0)]) }
    #expect(throws: NotEstimable.noVariation) { try trend([(1, 5, 0), (2, 5, 0)]) }
    #expect(throws: NotEstimable.noVariation) { try trend([(1, 5, 5), (2, 5, 5)]) }
    #expect(throws: NotEstimable.collinear) { try trend([(3, 5, 1), (3, 5, 4)]) }
    #expect(throws: NotEstimable.numericallyUnreliable) { try trend([(.infinity, 5, 1), (3, 5, 4)]) }
  }
}
