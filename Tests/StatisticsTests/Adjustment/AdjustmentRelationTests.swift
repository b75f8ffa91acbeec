import Statistics
import TestSupport
import Testing

/// Methods/relations-between-results for covariates and strata, over random small data.
@Suite struct AdjustmentRelationTests {
  static let settings = AdjustmentSettings(hasSlopeFallback: false, stratumMinimum: 2)
  static let twoSided = fixedBoundary(alpha: 0.05, alternative: .twoSided)

  /// Rows (y, d, x₁, x₂) per arm and stratum.
  struct Rows {
    var cells: [[[[Double]]]]

    init(_ random: inout SeededRandom, arms: Int, strata: Int) {
      cells = (0..<arms).map { arm in
        (0..<strata).map { stratum in
          (0..<(12 + Int(random.uniform() * 20))).map { _ in
            let (x1, x2) = (random.uniform() * 3, random.uniform() - 0.5)
            let y = 5 + 2 * x1 - x2 + Double(arm) * 0.4 + Double(stratum) + random.uniform() * (1 + x1)
            return [y, 1 + (3 * random.uniform()).rounded(.down), x1, x2]
          }
        }
      }
    }

    func mapping(_ transform: ([Double]) -> [Double]) -> Rows {
      var copy = self
      copy.cells = cells.map { $0.map { $0.map(transform) } }
      return copy
    }

    func moments(_ columns: [Int], outcomes: Int) -> StratifiedMoments {
      StratifiedMoments(
        cells: cells.map {
          $0.map { rows in
            Moments(rows: rows.map { row in columns.map { row[$0] } }, dimension: columns.count)
          }
        }, outcomes: outcomes)
    }
  }

  struct Figures {
    let estimate: Double
    let error: Double
    let freedom: Double
    let lift: Interval

    init(
      _ moments: StratifiedMoments, _ functional: Functional = .mean, slopes: SlopeRule = .arm, swapped: Bool = false
    )
      throws
    {
      var settings = AdjustmentRelationTests.settings
      settings.slopes = slopes
      let estimate = DeltaMethod(functional, settings: settings)
        .estimate(moments, swapped ? Contrast(control: 1, variant: 0) : Contrast(control: 0, variant: 1))
      self.estimate = try estimate.value(on: .absolute)
      error = try #require(estimate.standardError(on: .absolute))
      freedom = try estimate.test(.noDifference, alternative: .twoSided, AdjustmentRelationTests.twoSided)
        .degreesOfFreedom
      lift = try estimate.interval(on: .relative, alternative: .twoSided, AdjustmentRelationTests.twoSided)
    }

    func isClose(to other: Figures, relative: Double = 1e-9) -> Bool {
      TestSupport.isClose(estimate, other.estimate, relative: relative)
        && TestSupport.isClose(error, other.error, relative: relative)
        && TestSupport.isClose(freedom, other.freedom, relative: 1e-7)
        && TestSupport.isClose(lift.lower, other.lift.lower, relative: 1e-6)
        && TestSupport.isClose(lift.upper, other.lift.upper, relative: 1e-6)
    }
  }

  static func each(_ body: (inout SeededRandom) throws -> Void) throws {
    for seed in 1...8 {
      var random = SeededRandom(seed: UInt64(seed))
      try body(&random)
    }
  }

  @Test(arguments: SlopeRule.allCases) func anInvertibleMapOfTheCovariatesChangesNothing(slopes: SlopeRule) throws {
    try Self.each { (random: inout SeededRandom) throws in
      let rows = Rows(&random, arms: 2, strata: 2)
      let mapped = rows.mapping { [$0[0], $0[1], 3 * $0[2] - 2 * $0[3] + 7, 0.5 * $0[2] + 4 * $0[3] - 1] }
      let plain = try Figures(rows.moments([0, 2, 3], outcomes: 1), slopes: slopes)
      #expect(try Figures(mapped.moments([0, 2, 3], outcomes: 1), slopes: slopes).isClose(to: plain))
    }
  }

  @Test func aConstantCovariateIsNoneWithAWarning() throws {
    try Self.each { (random: inout SeededRandom) throws in
      let rows = Rows(&random, arms: 2, strata: 1).mapping { [$0[0], $0[1], 4, $0[3]] }
      let constant = DeltaMethod(.mean).estimate(rows.moments([0, 2], outcomes: 1), Contrast(control: 0, variant: 1))
      #expect(constant.warnings.contains(.covariateDropped))
      let none = try Figures(rows.moments([0], outcomes: 1))
      #expect(try Figures(rows.moments([0, 2], outcomes: 1)).isClose(to: none, relative: 1e-12))
    }
  }

  @Test func aCollinearCovariateAddsNothing() throws {
    try Self.each { (random: inout SeededRandom) throws in
      let rows = Rows(&random, arms: 2, strata: 2).mapping { [$0[0], $0[1], $0[2], 5 - 2 * $0[2]] }
      let moments = rows.moments([0, 2, 3], outcomes: 1)
      let both = DeltaMethod(.mean, settings: Self.settings).estimate(moments, Contrast(control: 0, variant: 1))
      #expect(both.warnings.contains(.covariateDropped))
      #expect(try Figures(moments).isClose(to: try Figures(rows.moments([0, 2], outcomes: 1))))
    }
  }

  @Test func swappingTheArmsTurnsTheSign() throws {
    try Self.each { (random: inout SeededRandom) throws in
      let moments = Rows(&random, arms: 2, strata: 2).moments([0, 2, 3], outcomes: 1)
      let (forward, backward) = (try Figures(moments), try Figures(moments, swapped: true))
      #expect(isClose(forward.estimate, -backward.estimate, relative: 1e-12))
      #expect(isClose(forward.error, backward.error, relative: 1e-12))
      #expect(isClose(1 + forward.lift.lower, 1 / (1 + backward.lift.upper), relative: 1e-6))
      #expect(isClose(1 + forward.lift.upper, 1 / (1 + backward.lift.lower), relative: 1e-6))
    }
  }

  @Test func aChangeOfUnitScalesEstimateAndError() throws {
    try Self.each { (random: inout SeededRandom) throws in
      let rows = Rows(&random, arms: 2, strata: 2)
      let plain = try Figures(rows.moments([0, 2], outcomes: 1))
      let scaled = try Figures(rows.mapping { [3 * $0[0] + 100, $0[1], $0[2], $0[3]] }.moments([0, 2], outcomes: 1))
      #expect(isClose(scaled.estimate, 3 * plain.estimate, relative: 1e-9))
      #expect(isClose(scaled.error, 3 * plain.error, relative: 1e-9))
      #expect(isClose(scaled.freedom, plain.freedom, relative: 1e-7))
    }
  }

  @Test func aRatioOverOneIsTheMean() throws {
    try Self.each { (random: inout SeededRandom) throws in
      let rows = Rows(&random, arms: 2, strata: 2).mapping { [$0[0], 1, $0[2], $0[3]] }
      for columns in [[2], [2, 3], []] {
        let ratio = try Figures(rows.moments([0, 1] + columns, outcomes: 2), .ratio)
        #expect(ratio.isClose(to: try Figures(rows.moments([0] + columns, outcomes: 1)), relative: 1e-10))
      }
    }
  }

  @Test func postStratificationIsSaturatedRegression() throws {
    try Self.each { (random: inout SeededRandom) throws in
      let rows = Rows(&random, arms: 2, strata: 3)
      let strata = try Figures(rows.moments([0], outcomes: 1))
      let dummies = StratifiedMoments(
        cells: rows.cells.map { ofArm in
          [
            Moments(
              rows: ofArm.enumerated().flatMap { stratum, rows in
                rows.map { [$0[0], stratum == 1 ? 1 : 0, stratum == 2 ? 1 : 0] }
              }, dimension: 3)
          ]
        }, outcomes: 1)
      let regression = try Figures(dummies)
      #expect(isClose(strata.estimate, regression.estimate, relative: 1e-9))
      #expect(isClose(strata.error, regression.error, relative: 0.1))
    }
  }

  @Test func anArmThatIsLeftOutChangesNoUnadjustedComparison() throws {
    try Self.each { (random: inout SeededRandom) throws in
      let three = Rows(&random, arms: 3, strata: 1)
      var two = three
      two.cells.removeLast()
      #expect(try Figures(three.moments([0], outcomes: 1)).isClose(to: try Figures(two.moments([0], outcomes: 1))))
    }
  }

  /// With one degree of freedom per cell and arm the joint covariance is a covariance: every contrast has a variance.
  @Test(arguments: SlopeRule.allCases) func everyContrastHasAVariance(slopes: SlopeRule) throws {
    try Self.each { (random: inout SeededRandom) throws in
      let moments = Rows(&random, arms: 3, strata: 2).moments([0, 2, 3], outcomes: 1)
      var settings = Self.settings
      settings.slopes = slopes
      let joint = DeltaMethod(.mean, settings: settings).joint(moments)
      for _ in 0..<20 {
        let weights = (0..<2).map { _ in random.uniform() * 4 - 2 }
        let evidence = try joint.evidence(Contrast(weights: weights + [-weights[0] - weights[1] - 0.01]))
        #expect(evidence.variance(r: 1) > 0)
        #expect(evidence.degreesOfFreedom(r: 1) >= 1)
      }
    }
  }

  /// A stratum with fewer than five units of an arm joins another, and nothing is lost.
  @Test func smallStrataAreMerged() throws {
    try Self.each { (random: inout SeededRandom) throws in
      var rows = Rows(&random, arms: 2, strata: 3)
      rows.cells[1][2] = Array(rows.cells[1][2].prefix(2))
      let moments = rows.moments([0], outcomes: 1)
      let merged = moments.mergingSmallStrata(minimum: 5)
      #expect(merged.strata.count == 2)
      for arm in 0...1 { #expect(merged.pooled(arm).count == moments.pooled(arm).count) }
      let estimate = DeltaMethod(.mean).estimate(moments, Contrast(control: 0, variant: 1))
      #expect(estimate.warnings.contains(.strataMerged))
    }
  }

  @Test func tooFewRowsForSlopesArePooledAndThenDropped() {
    var random = SeededRandom(seed: 3)
    var rows = Rows(&random, arms: 2, strata: 1)
    rows.cells[0][0] = Array(rows.cells[0][0].prefix(12))
    rows.cells[1][0] = Array(rows.cells[1][0].prefix(12))
    let one = DeltaMethod(.mean).estimate(rows.moments([0, 2], outcomes: 1), Contrast(control: 0, variant: 1))
    #expect(one.warnings.contains(.slopesPooled) && !one.warnings.contains(.adjustmentDropped))
    let two = DeltaMethod(.mean).estimate(rows.moments([0, 2, 3], outcomes: 1), Contrast(control: 0, variant: 1))
    #expect(two.warnings.contains(.adjustmentDropped))
  }
}
