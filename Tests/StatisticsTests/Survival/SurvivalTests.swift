import Statistics
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Methods/time-to-event: the printed figures, what holds exactly, and what has no answer.
@Suite struct SurvivalTests {
  static func table(_ text: String) throws -> EventTable {
    try EventTable(
      rows: text.split(separator: " ").map { row in
        let parts = row.split(separator: "·").compactMap { Double($0) }
        return (parts[0], parts[1] == 1)
      })
  }
  static func example() throws -> [EventTable] {
    [
      try table("2·1 4·1 4·0 6·1 7·0 9·1 10·1 12·0 14·1 15·0"),
      try table("3·1 5·0 6·1 8·0 9·0 11·1 13·1 15·0 15·0 15·0"),
    ]
  }
  static let twoSided = fixedBoundary(alpha: 0.05, alternative: .twoSided)

  @Test func workedExampleOfRestrictedMeans() throws {
    let joint = SurvivalQuantity.restrictedMean(horizon: 14).joint(try Self.example())
    let evidence = try joint.evidence(Contrast(control: 0, variant: 1))
    #expect(printsAs(evidence.control.value, "9.65142857") && printsAs(evidence.control.variance, "2.02282869"))
    #expect(printsAs(evidence.variant.value, "11.37") && printsAs(evidence.variant.variance, "1.52118"))
    let estimate = Estimate(
      method: "rmst", counts: (10, 10), control: joint.arms[0], variant: joint.arms[1],
      evidence: .success(.normal(evidence)))
    #expect(printsAs(try estimate.value(on: .absolute), "1.71857143"))
    #expect(printsAs(estimate.standardError(on: .absolute), "1.88255377"))
    #expect(printsAs(try estimate.test(.noDifference, alternative: .twoSided, Self.twoSided).pValue, "0.361298"))
    let ratio = try LogRatio(evidence)
    #expect(printsAs(exp(ratio.estimate), "1.17806394") && printsAs(ratio.standardError, "0.18298262"))
  }

  @Test func workedExampleOfTheLogRankTestAndCox() throws {
    let tables = try Self.example()
    let test = try LogRank(control: tables[0], variant: tables[1])
    #expect(test.observed == 4 && printsAs(test.expected, "5.58565922") && printsAs(test.variance, "2.40297439"))
    #expect(printsAs(test.chiSquared, "1.04633457") && printsAs(test.pValue(.twoSided, Self.twoSided), "0.306353"))
    #expect(printsAs(exp(test.petoLogHazardRatio), "0.516917"))
    let cox = try CoxRegression(control: tables[0], variant: tables[1])
    #expect(printsAs(cox.logHazardRatio, "-0.64913468") && printsAs(cox.standardError, "0.64918297"))
    let interval = try cox.interval(Self.twoSided)
    #expect(isClose(cox.pValue(.twoSided, null: interval.upper, Self.twoSided), 0.05, relative: 1e-9))
  }

  @Test func workedExampleOfSurvivalAtATime() throws {
    let joint = SurvivalQuantity.survival(time: 10).joint(try Self.example())
    let (zero, one) = (try joint.arms[0].get(), try joint.arms[1].get())
    #expect(printsAs(zero.value, "0.41142857") && printsAs(one.value, "0.7875"))
    let (left, right) = (try zero.interval(Self.twoSided), try one.interval(Self.twoSided))
    #expect(printsAs(left.lower, "0.102511") && printsAs(left.upper, "0.707313"))
    #expect(printsAs(right.lower, "0.380882") && printsAs(right.upper, "0.942591"))
    #expect(printsAs(try joint.values[0].get().variance.squareRoot(), "0.17559030"))
    // Printed as 0.13403299; it is 0.134032995005.
    #expect(isClose(try joint.values[1].get().variance.squareRoot(), 0.134032995005, relative: 1e-11))
  }

  /// Random tables with ties, and with events that happen to all who are left.
  static func tables(_ count: Int) throws -> [[(time: Double, isEvent: Bool)]] {
    var random = SeededRandom(seed: 49)
    return (0..<count).map { _ in
      (0..<random.integer(3...25)).map { _ in (Double(random.integer(1...9)), random.integer(0...2) > 0) }
    }
  }

  /// Mean ψ = 0 and Σψ²/n² = V, with ties and at every horizon.
  @Test func influenceValuesGiveGreenwoodsVariance() throws {
    for rows in try Self.tables(200) {
      let table = try EventTable(rows: rows)
      let last = try #require(table.lastTime)
      for horizon in [last / 3, last / 2, last] {
        for quantity in [SurvivalQuantity.restrictedMean(horizon: horizon), .survival(time: horizon)] {
          let influence = try quantity.influence(table)
          let values = rows.map { influence.value(time: $0.time, isEvent: $0.isEvent) }
          let n = Double(rows.count)
          let arm = try quantity.value(table)
          let exhausted = try KaplanMeier(table).steps.contains { $0.survival == 0 && $0.time <= horizon }
          if exhausted, case .survival = quantity { continue }
          #expect(isClose(values.reduce(0, +) / n, 0, absolute: 1e-12 * n))
          #expect(isClose(values.reduce(0) { $0 + $1 * $1 } / (n * n), arm.variance, relative: 1e-10, absolute: 1e-15))
        }
      }
    }
  }

  /// With no covariate and one stratum the adjusted path is Greenwood's, but for t instead of z.
  @Test func influenceMomentsWithoutCovariatesChangeNothing() throws {
    let quantity = SurvivalQuantity.restrictedMean(horizon: 14)
    let tables = try Self.example()
    let rows = [
      [
        (2, true), (4, true), (4, false), (6, true), (7, false), (9, true), (10, true), (12, false), (14, true),
        (15, false),
      ],
      [
        (3, true), (5, false), (6, true), (8, false), (9, false), (11, true), (13, true), (15, false), (15, false),
        (15, false),
      ],
    ]
    let cells = try zip(tables, rows).map { table, rows in
      let influence = try quantity.influence(table)
      return Moments(rows: rows.map { [influence.value(time: Double($0.0), isEvent: $0.1)] }, dimension: 1)
    }
    let joint = quantity.joint(tables, influences: StratifiedMoments(arms: cells))
    let plain = quantity.joint(tables)
    for arm in 0...1 {
      let (adjusted, value) = (try joint.values[arm].get(), try plain.values[arm].get())
      #expect(isClose(adjusted.value, value.value, relative: 1e-12))
      #expect(isClose(adjusted.variance, value.variance, relative: 1e-12))
      #expect(adjusted.degreesOfFreedom == 9)
    }
    // Clusters of one row are rows, with n − 1 instead of n.
    let clusters = cells.map { $0.appending(constants: [1]) }
    let clustered = quantity.joint(tables, influences: StratifiedMoments(arms: clusters))
    let ratio = try clustered.values[0].get().variance / plain.values[0].get().variance
    #expect(isClose(ratio, 10.0 / 9, relative: 1e-12))
  }

  @Test func tablesMergeInAnyOrder() throws {
    for rows in try Self.tables(50) {
      let whole = try EventTable(rows: rows)
      let middle = rows.count / 2
      let (left, right) = (try EventTable(rows: Array(rows[..<middle])), try EventTable(rows: Array(rows[middle...])))
      #expect(left + right == whole && right + left == whole)
      #expect(whole.count == rows.count && whole.events == rows.count { $0.isEvent })
    }
  }

  /// Without censoring S is the share that is left, and the restricted mean beyond all events the mean.
  @Test func withoutCensoringTheCurveIsTheShareLeft() throws {
    let times = [3.0, 1, 4, 1, 5, 9, 2, 6]
    let table = try EventTable(rows: times.map { ($0, true) })
    #expect(try KaplanMeier(table).survival(at: 4).value == 3.0 / 8)
    let mean = try RestrictedMean(table, horizon: 9)
    #expect(isClose(mean.value.value, times.reduce(0, +) / 8, relative: 1e-12))
    // Greenwood is the binomial variance p(1 − p)/n.
    #expect(isClose(try KaplanMeier(table).survival(at: 4).variance, 3.0 / 8 * 5 / 8 / 8, relative: 1e-12))
  }

  @Test func exchangingTheVariantsInvertsTheHazardRatio() throws {
    let tables = try Self.example()
    let (one, other) = (
      try CoxRegression(control: tables[0], variant: tables[1]),
      try CoxRegression(control: tables[1], variant: tables[0])
    )
    #expect(isClose(one.logHazardRatio, -other.logHazardRatio, relative: 1e-9))
    #expect(isClose(one.standardError, other.standardError, relative: 1e-9))
    let (test, reverse) = (
      try LogRank(control: tables[0], variant: tables[1]), try LogRank(control: tables[1], variant: tables[0])
    )
    #expect(isClose(test.statistic, -reverse.statistic, relative: 1e-9))
  }

  @Test func oneVariantWithoutEventsLeavesALimitOnOneSide() throws {
    let (none, some) = (try Self.table("3·0 5·0 9·0 9·0 9·0"), try Self.table("1·1 2·1 4·1 6·0 8·1 9·0"))
    #expect(throws: NotEstimable.eventsOfOneVariant) { try CoxRegression(control: some, variant: none) }
    let score = try CoxScore(strata: [(some, none)])
    let interval = try score.interval(Self.twoSided)
    #expect(interval.lower == 0 && interval.upper.isFinite && interval.upper > 0)
    let reverse = try CoxScore(strata: [(none, some)]).interval(Self.twoSided)
    #expect(
      reverse.upper == .infinity && isClose(reverse.lower, 1 / interval.upper, relative: 1e-6), "\(reverse) \(interval)"
    )
    // The log-rank test is the score test at 1 where no times are tied.
    let test = try LogRank(control: some, variant: none)
    #expect(test.pValue(.twoSided, Self.twoSided) < 0.2 && test.statistic < 0)
    // The restricted mean is the horizon, without a variance of its own.
    #expect(try RestrictedMean(none, horizon: 9).value == ArmValue(value: 9, variance: 0, degreesOfFreedom: .infinity))
    #expect(throws: NotEstimable.boundary) { try KaplanMeier(none).survival(at: 4).interval(Self.twoSided) }
  }

  @Test func whatTheDataDoNotReachHasNoAnswer() throws {
    let tables = try Self.example()
    let empty = try EventTable([])
    #expect(throws: NotEstimable.identifiability) { try RestrictedMean(tables[0], horizon: 15.1) }
    #expect(throws: NotEstimable.identifiability) { try RestrictedMean(tables[0], horizon: 0) }
    #expect(throws: NotEstimable.identifiability) { try KaplanMeier(tables[0]).survival(at: 16) }
    #expect(throws: NotEstimable.emptyArm) { try KaplanMeier(empty) }
    #expect(throws: NotEstimable.emptyArm) { try LogRank(control: empty, variant: tables[0]) }
    #expect(throws: NotEstimable.emptyArm) { try CoxRegression(control: tables[0], variant: empty) }
    #expect(throws: NotEstimable.numericallyUnreliable) { try EventTable(rows: [(.nan, true)]) }
    #expect(throws: NotEstimable.numericallyUnreliable) { try EventTable(rows: [(-1, true)]) }
    let censored = try Self.table("3·0 4·0")
    #expect(throws: NotEstimable.noVariation) { try LogRank(control: censored, variant: censored) }
    #expect(RestrictedMean.latestHorizon(tables) == 15 && RestrictedMean.latestHorizon([empty, tables[0]]) == nil)
    // An arm that ends too early takes only its own contrasts down.
    let joint = SurvivalQuantity.restrictedMean(horizon: 14).joint(tables + [censored])
    #expect(throws: NotEstimable.identifiability) { try joint.evidence(Contrast(control: 0, variant: 2)) }
    #expect(throws: Never.self) { try joint.evidence(Contrast(control: 0, variant: 1)) }
  }
}
