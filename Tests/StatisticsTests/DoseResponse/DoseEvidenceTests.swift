import Statistics
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Two doses have one statistic for all scales (Methods/dose-response, "Comparison of doses").
@Suite struct DoseEvidenceTests {
  /// Curves of shares and of means, with and without covariates, clusters and bends.
  private static func curves() throws -> [DoseCurve] {
    var random = SeededRandom(seed: 77)
    let rows = (0..<400).map { unit in
      let (dose, x) = (Double(unit % 5), random.normal())
      let chance = 1 / (1 + exp(1.5 - 0.25 * dose - 0.8 * x))
      return (
        share: DoseRow(dose: dose, covariates: [x], sum: random.chance(chance) ? 1 : 0, cluster: unit / 8),
        mean: DoseRow(dose: dose, covariates: [x], sum: 3 + 0.4 * dose + x + random.normal(), cluster: unit / 8)
      )
    }
    let spline = DoseShape.spline(RestrictedCubicSpline(knots: [0.5, 2, 3.5]))
    let plain = rows.map { DoseRow(dose: $0.share.dose, trials: 1, successes: $0.share.sum) }
    // Twelve events, and most of them at high doses: there a step to the nearest coefficients may lead too far.
    let rare = rows.enumerated().map { unit, row in
      DoseRow(dose: row.share.dose, covariates: row.share.covariates, sum: unit % 97 == 4 || unit % 57 == 3 ? 1 : 0)
    }
    return [
      try DoseCurve(plain, .line, .logit, .model), try DoseCurve(rows.map(\.share), .line, .logit, .model),
      try DoseCurve(rows.map(\.share), spline, .logit, .clustered), try DoseCurve(rare, .line, .logit, .model),
      try DoseCurve(rows.map(\.mean), spline, .identity, .robust(.hc2)),
    ]
  }

  private static let scales: [Estimand] = [.absolute, .relative, .oddsRatio]

  @Test func noDifferenceHasOneStatisticOnEveryScale() throws {
    for curve in try Self.curves() {
      let evidence = try curve.comparison(from: 0, to: 4)
      let z = try evidence.statistic(.noDifference).z
      for estimand in Self.scales where estimand != .oddsRatio || curve.link == .logit {
        #expect(try evidence.statistic(NullValue(estimand.neutralValue, on: estimand), on: estimand).z == z)
        for alpha in [0.5, 0.05, 1e-4, 1e-8] {
          let boundary = fixedBoundary(alpha: alpha, alternative: .twoSided)
          let p = try evidence.test(.noDifference, on: estimand, alternative: .twoSided, boundary).pValue
          #expect(try evidence.interval(on: estimand, boundary).contains(estimand.neutralValue) == (p > alpha))
        }
      }
    }
  }

  @Test func intervalsAndPValuesInvertEachOther() throws {
    for curve in try Self.curves() {
      let evidence = try curve.comparison(from: 0, to: 4)
      for estimand in Self.scales where estimand != .oddsRatio || curve.link == .logit {
        for alpha in [0.05, 0.001] {
          let boundary = fixedBoundary(alpha: alpha, alternative: .twoSided)
          let interval = try evidence.interval(on: estimand, boundary)
          for end in [interval.lower, interval.upper] {
            let test = try evidence.test(
              NullValue(end, on: estimand), on: estimand, alternative: .twoSided, boundary)
            #expect(isClose(test.pValue, alpha, relative: 1e-6), "\(estimand) \(end)")
          }
        }
      }
    }
  }

  /// A null value near "no difference" has nearly its statistic: the distance has no jump there.
  @Test func theDistanceIsContinuousAtNoDifference() throws {
    for curve in try Self.curves() where curve.link == .logit {
      let evidence = try curve.comparison(from: 0, to: 4)
      let z = try evidence.statistic(.noDifference).z
      for null in [NullValue.linear(r: 1, delta: 1e-9), .linear(r: 1 + 1e-9, delta: 0), .oddsRatio(1 + 1e-9)] {
        #expect(isClose(try evidence.statistic(null).z, z, absolute: 1e-6))
      }
    }
  }

  @Test func dosesExchangedGiveTheOppositeAnswer() throws {
    let boundary = fixedBoundary(alpha: 0.05, alternative: .twoSided)
    for curve in try Self.curves() where curve.link == .logit {
      let (up, down) = (try curve.comparison(from: 0, to: 4), try curve.comparison(from: 4, to: 0))
      #expect(isClose(try up.statistic(.noDifference).z, -(try down.statistic(.noDifference).z), relative: 1e-12))
      let (one, other) = (try up.interval(on: .absolute, boundary), try down.interval(on: .absolute, boundary))
      #expect(isClose(one.lower, -other.upper, absolute: 1e-9))
      let (odds, inverse) = (try up.interval(on: .oddsRatio, boundary), try down.interval(on: .oddsRatio, boundary))
      #expect(isClose(odds.lower * inverse.upper, 1, relative: 1e-9))
    }
  }

  @Test func nullValuesThatNoSharesHaveAreRefused() throws {
    let evidence = try Self.curves()[0].comparison(from: 0, to: 4)
    #expect(throws: NotEstimable.boundary) { try evidence.statistic(.linear(r: 1, delta: 1)) }
    #expect(throws: NotEstimable.liftUndefined) { try evidence.statistic(.linear(r: 0, delta: 0)) }
    #expect(throws: NotEstimable.boundary) { try evidence.statistic(.oddsRatio(0)) }
  }
}
