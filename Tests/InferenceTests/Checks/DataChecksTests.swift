import LayerSupport
import Planning
import Statistics
internal import Terms
import TestSupport
import Testing

@testable import Inference

/// Each check of the data on a small summary: where it passes, warns and fails, and in which words.
@Suite struct DataChecksTests {
  private func expect(
    _ rule: any DataCheckRule.Type, _ file: String, _ scenarios: KeyValuePairs<String, CheckedSummary>,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    TextSnapshot("Tests/Snapshots/Inference/\(file).txt").expect(
      scenarios.map { ($0.key, $0.value.text(rule)) }, sourceLocation: sourceLocation)
  }

  // MARK: Proportions

  private static let threeToOne: @Sendable (inout SmallSpec) -> Void = {
    $0.variants = #"[{ "name": "old", "control": true, "weight": 3 }, { "name": "new", "weight": 1 }]"#
  }

  /// Twice the tail of the binomial distribution: 2·scipy.stats.binom.cdf(500, 1100, 0.5), and of 1150; χ² of 500 and 650 is
  /// 75²/575·2.
  @Test func unitsMustArriveInTheirProportions() throws {
    let (even, uneven) = (try CheckedSummary([500, 600]), try CheckedSummary([500, 650]))
    let (passed, failed) = (even.run(SampleRatioCheck.self)[0], uneven.run(SampleRatioCheck.self)[0])
    #expect(passed.outcome == .passed && isCloseP(passed.pValue ?? 1, 0.0028195449914364284))
    #expect(failed.outcome == .failed && isCloseP(failed.pValue ?? 1, 1.0843354718040459e-05))
    #expect(isClose(failed.statistic, 19.565217391304348, relative: 1e-12))
    expect(
      SampleRatioCheck.self, "sample-ratio",
      [
        "even": even, "uneven": uneven, "as planned": try CheckedSummary([900, 300], spec: Self.threeToOne),
        "nobody": try CheckedSummary([0, 0]), "nothing counts them": try CheckedSummary(nil),
        "triggered": try CheckedSummary([100, 100]).changing {
          $0.untriggered = UntriggeredSummary(units: [400, 600], groups: [])
        },
      ])
  }

  /// The error that the spec gives to checks of the data: p is 0.0026.
  @Test func theSpecDecidesHowSureAMismatchMustBe() throws {
    let strict = try CheckedSummary([500, 600]) { $0.rest = #", "decision": { "alpha_quality": 0.01 }"# }
    #expect(strict.run(SampleRatioCheck.self)[0].outcome == .failed)
  }

  private static let ramp: @Sendable (inout SmallSpec) -> Void = {
    $0.data += """
      , "time": "at", "phases": [{ "until": "2026-03-08", "weights": [9, 1] }, { "weights": [1, 1] }]
      """
  }

  private func phases(_ first: [Int], _ second: [Int]) throws -> CheckedSummary {
    try CheckedSummary(
      zip(first, second).map(+),
      groups: [CheckedSummary.group(first, keys: ["1"]), CheckedSummary.group(second, keys: ["2"])], spec: Self.ramp)
  }

  @Test func eachPhaseHasItsOwnProportions() throws {
    expect(
      PhaseRatioCheck.self, "phase-ratio",
      [
        "as planned": try phases([900, 100], [500, 500]), "the second is uneven": try phases([900, 100], [900, 100]),
        "nobody": try phases([0, 0], [0, 0]),
      ])
    // The proportions of all phases together mean nothing.
    #expect(try phases([900, 100], [500, 500]).run(SampleRatioCheck.self).isEmpty)
    #expect(try CheckedSummary([5, 5]).run(PhaseRatioCheck.self).isEmpty)
  }

  private func daily(_ days: [(phase: Int?, units: [Int])]) throws -> CheckedSummary {
    let total = days.reduce([0, 0]) { zip($0, $1.units).map(+) }
    return try CheckedSummary(total).changing {
      $0.days = DailySummary(
        groups: days.enumerated().map { position, day in
          let keys = day.phase.map { ["\($0)"] } ?? []
          return CheckedSummary.group(day.units, keys: keys + ["\(20_500 + position)"])
        })
    }
  }

  @Test func noRunOfDaysHasOtherProportions() throws {
    let (even, low) = ([715, 715], [787, 643])
    expect(
      RatioByDayCheck.self, "ratio-by-day",
      [
        "14 even days": try daily((0..<14).map { _ in (nil, even) }),
        "three of them uneven": try daily((0..<14).map { (nil, (5...7).contains($0) ? low : even) }),
        "one of two uneven": try daily([(nil, [900, 100]), (nil, [500, 500])]),
        "the same as two phases": try daily([(1, [900, 100]), (1, [900, 100]), (2, [500, 500]), (2, [500, 500])]),
        "a single day": try daily([(nil, [5, 5])]), "few units": try daily([(nil, [5, 5]), (nil, [5, 5])]),
      ])
    #expect(try CheckedSummary([5, 5]).run(RatioByDayCheck.self).isEmpty)
  }

  private func segmented(_ units: [[Int]]) throws -> CheckedSummary {
    let values: [String?] = [nil, "phone", "tablet"]
    return try CheckedSummary(
      [500, 500],
      segments: [zip(values, units).map { SegmentSummary(value: $0, groups: [CheckedSummary.group($1)]) }]
    ) {
      $0.data += #", "attributes": ["device"]"#
      $0.rest = #", "segments": ["device"]"#
    }
  }

  @Test func aGroupShowsWhereToLook() throws {
    expect(
      CompositionCheck.self, "composition",
      [
        "even": try segmented([[100, 100], [200, 190], [200, 210]]),
        "uneven on phones": try segmented([[100, 100], [300, 100], [100, 300]]),
        "uneven without a value": try segmented([[250, 100], [100, 200], [150, 200]]),
        "no attribute": try CheckedSummary([500, 500]),
        "observed": try CheckedSummary([500, 500]) {
          $0.data += #", "attributes": ["device"]"#
          $0.rest = #", "randomized": false, "strata": ["device"]"#
        },
      ])
  }

  /// A variant, or a primary metric in one, that has no units decides nothing.
  @Test func everyVariantMustHaveUnits() throws {
    func cells(_ kept: [Int]) -> [MetricCell] {
      kept.map {
        MetricCell(kept: $0, moments: Moments(successes: 0, trials: $0), dropped: $0 == 0 ? [.unreadable: 500] : [:])
      }
    }
    expect(
      EmptyCheck.self, "empty",
      [
        "all have units": try CheckedSummary([500, 500]),
        "one cannot be measured": try CheckedSummary([500, 500], cells: cells([500, 0])),
        "neither can": try CheckedSummary([500, 500], cells: cells([0, 0])),
      ])
  }

  @Test func asManyMustTriggerInEveryVariant() throws {
    func triggered(_ triggered: [Int], of exposed: [Int], rest: String = "") throws -> CheckedSummary {
      try CheckedSummary(triggered, spec: { $0.rest = rest }).changing {
        $0.untriggered = UntriggeredSummary(units: zip(exposed, triggered).map(-), groups: [])
      }
    }
    expect(
      TriggeredShareCheck.self, "triggered-share",
      [
        "even": try triggered([300, 310], of: [1000, 1000]), "uneven": try triggered([300, 450], of: [1000, 1000]),
        "nobody": try triggered([0, 0], of: [1000, 1000]), "everybody": try triggered([10, 10], of: [10, 10]),
      ])
    #expect(try CheckedSummary([5, 5]).run(TriggeredShareCheck.self).isEmpty)
    let observed = try triggered([300, 450], of: [1000, 1000], rest: #", "randomized": false"#)
    #expect(observed.run(TriggeredShareCheck.self).isEmpty)
  }

  /// A unit whose window is not over says nothing yet, in whatever variant.
  @Test func completeWindowsMustBeInProportionToo() throws {
    func windows(_ immature: [Int]) throws -> CheckedSummary {
      let cells = immature.map {
        MetricCell(kept: 1000 - $0, moments: Moments(successes: 0, trials: 1000 - $0), dropped: [.immature: $0])
      }
      return try CheckedSummary([1000, 1000], cells: cells) {
        $0.data = #", "unit": "user", "time": "at""#
        $0.facts = #"{ "orders": { "source": "o.parquet", "unit": "user", "time": "at" } }"#
        $0.metrics = #"[{ "name": "m", "type": "proportion", "fact": "orders", "within": "7d" }]"#
      }
    }
    expect(
      MatureRatioCheck.self, "mature-ratio",
      [
        "even": try windows([100, 110]), "uneven": try windows([100, 400]), "nobody": try windows([1000, 1000]),
        "all are complete": try windows([0, 0]),
      ])
  }

  // MARK: Units

  @Test func unitsInSeveralVariantsBelongToNone() throws {
    func crossed(_ units: Int) -> ExposureLedger.Drop {
      .init(reason: .severalVariants, rows: 2 * units, units: units, examples: ["u1", "u2"])
    }
    func directed(_ first: [Int]) throws -> CheckedSummary {
      try CheckedSummary([5000, 5000], drops: [crossed(first.reduce(0, +))]).changing {
        $0.events = ExposureSummary(
          facts: [], crossed: first, firstExposure: nil, lastExposure: nil, latest: nil, cut: nil)
      }
    }
    expect(
      ContaminationCheck.self, "contamination",
      [
        "none": try CheckedSummary([500, 500]), "one": try CheckedSummary([500, 499], drops: [crossed(1)]),
        // Of the units of a variant 5 of 500 are the limit, 4 of 500 are not; the smaller variant counts.
        "one in a hundred": try CheckedSummary([495, 495], drops: [crossed(5)]),
        "fewer": try CheckedSummary([496, 496], drops: [crossed(4)]),
        "few of all but many of the small one": try CheckedSummary([9900, 95], drops: [crossed(5)]),
        "there and back": try directed([20, 22]), "in one direction": try directed([5, 45]),
        "clusters": try CheckedSummary(
          [50, 50], drops: [.init(reason: .clusterInVariants, rows: 30, units: 3, examples: ["t1"])]
        ) { $0.data += #", "cluster": "team""# },
      ])
    #expect(try CheckedSummary([5, 5]) { $0.data = "" }.run(ContaminationCheck.self).isEmpty)
  }

  @Test func repeatsAndBlanksAreCounted() throws {
    expect(
      UncheckedUnitsCheck.self, "units",
      [
        "each row a unit": try CheckedSummary([5, 5]),
        "repeats": try CheckedSummary([5, 5], drops: [.init(reason: .repeated, rows: 1)]),
        "blanks": try CheckedSummary(
          [5, 5], drops: [.init(reason: .repeated, rows: 2), .init(reason: .blankUnit, rows: 3)]),
        "later exposures": try CheckedSummary([5, 5], drops: [.init(reason: .laterExposure, rows: 4)]),
        "no unit is named": try CheckedSummary([5, 5]) { $0.data = "" },
        "without a cluster": try CheckedSummary([5, 5], drops: [.init(reason: .blankCluster, rows: 1)]) {
          $0.data += #", "cluster": "team""#
        },
      ])
  }

  @Test func labelsMustBeThoseOfTheSpec() throws {
    expect(
      UnknownVariantCheck.self, "labels",
      [
        "all known": try CheckedSummary([5, 5]),
        "many are unknown": try CheckedSummary(
          [90, 90], drops: [.init(reason: .unknownLabel, rows: 2, examples: ["green"])]),
        "unknown and blank": try CheckedSummary(
          [500, 500],
          drops: [
            .init(reason: .unknownLabel, rows: 2, examples: ["green", "red"]), .init(reason: .blankLabel, rows: 1),
          ]),
      ])
  }

  /// A gate about one treatment voids what the treatment is a part of: as a side, as a part of a side, and along doses.
  @Test func aGateVoidsEveryComparisonOfItsTreatment() throws {
    let plan = try SmallSpec {
      $0.variants = #"[{ "name": "old", "control": true }, { "name": "b" }, { "name": "c" }]"#
      $0.rest =
        #", "contrasts": { "both": { "old": -1, "b": 0.5, "c": 0.5 }, "b to c": { "b": -1, "c": 1 }, "c": { "old": -1, "c": 1 } }"#
    }.plan()
    let check = DataCheck("missing outcomes", .failed, "found", gate: .missing, variant: "b")
    #expect(plan.comparisons.map { check.voids($0, of: plan) } == [true, true, false])
    #expect(check.voids(Comparison(doses: 0, 3, of: "dose"), of: plan))
    let accepted = check.accepted([.missing: "known"])
    #expect(!accepted.voids(plan.comparisons[0], of: plan) && accepted.failed(on: plan.comparisons[0], of: plan))
    #expect(DataCheck("ratio", .failed, "found", gate: .ratio).voids(plan.comparisons[2], of: plan))
  }

  // MARK: Outcomes

  private func missing(_ dropped: [[DropReason: Int]], of units: Int = 1000) throws -> CheckedSummary {
    try CheckedSummary(
      dropped.map { _ in units },
      cells: dropped.map { dropped in
        let kept = units - dropped.values.reduce(0, +)
        return MetricCell(kept: kept, moments: Moments(successes: 0, trials: kept), dropped: dropped)
      })
  }

  @Test func outcomesMustBeMissingEquallyOften() throws {
    expect(
      MissingOutcomeCheck.self, "missing-outcomes",
      [
        "none": try missing([[:], [:]]), "equally": try missing([[.missing: 50], [.missing: 52]]),
        "more often in one": try missing([[.missing: 20], [.missing: 80]]),
        // Far from significant, and yet more than a hundredth.
        "a large share of few": try missing([[.missing: 1], [.missing: 3]], of: 20),
        "no outcomes": try missing([[.filtered: 20], [.immature: 80]]),
        "odd values": try missing([[.unreadable: 5, .notFinite: 1], [.missing: 6]]),
        "nothing left": try missing([[.missing: 1000], [.missing: 1000]]),
      ])
  }

  /// Poisson counts have 1; of 0 and 2 half and half the variance is 1 and so is the mean.
  @Test func countsAreAsDispersedAsTheyAre() throws {
    func counts(_ rows: [[Double]]) throws -> CheckedSummary {
      try CheckedSummary(
        rows.map(\.count),
        cells: rows.map {
          MetricCell(kept: $0.count, moments: Moments(rows: $0.map { [$0] }, dimension: 1), dropped: [:])
        }
      ) { $0.metrics = #"[{ "name": "m", "type": "count", "column": "visits" }]"# }
    }
    expect(
      DispersionCheck.self, "dispersion",
      [
        "by hand": try counts([[0, 0, 2, 2], [0, 0, 0, 300]]), "one has no events": try counts([[0, 0], [1, 3]]),
        "none": try counts([[0, 0], [0, 0]]),
      ])
    #expect(try CheckedSummary([5, 5]).run(DispersionCheck.self).isEmpty)
  }

  @Test func rowsOfSumsMayLackTheirValues() throws {
    func rows(_ dropped: [DropReason: Int], _ spec: (inout SmallSpec) -> Void) throws -> CheckedSummary {
      try CheckedSummary(
        [50, 50],
        cells: [dropped, [:]].map {
          MetricCell(kept: 50, moments: Moments(successes: 5, trials: 50), dropped: $0, droppedRows: $0)
        }, spec: spec)
    }
    let aggregates: (inout SmallSpec) -> Void = {
      $0.data = #", "rows": "aggregates", "units": "visits""#
      $0.metrics = #"[{ "name": "m", "type": "proportion", "successes": "sold", "trials": "visits" }]"#
    }
    let events: (inout SmallSpec) -> Void = { $0.data += #", "rows": "events""# }
    expect(
      DroppedRowsCheck.self, "dropped-rows",
      [
        "blank counts": try rows([.missing: 3], aggregates),
        "odd counts": try rows([.missing: 3, .impossible: 1], aggregates),
        "odd events": try rows([.unreadable: 2], events), "filtered": try rows([.filtered: 9], events),
      ])
    #expect(try CheckedSummary([5, 5]).run(DroppedRowsCheck.self).isEmpty)
  }

  // MARK: Covariates

  /// Units (y, x) in each variant.
  private func covariates(_ rows: [[[Double]]]) throws -> CheckedSummary {
    try CheckedSummary(
      rows.map(\.count),
      cells: rows.map {
        MetricCell(kept: $0.count, moments: Moments(rows: $0, dimension: 2), dropped: [:])
      }
    ) {
      $0.data += #", "attributes": ["earlier"]"#
      $0.metrics = #"[{ "name": "m", "type": "mean", "column": "spent", "covariates": ["earlier"] }]"#
    }
  }

  @Test func variantsMustBeAlikeBeforeExposure() throws {
    let alike = (0..<40).map { [Double($0 % 7), Double($0 % 5)] }
    expect(
      CovariateBalanceCheck.self, "balance",
      [
        "alike": try covariates([alike, alike]),
        "shifted": try covariates([alike, alike.map { [$0[0], $0[1] + 3] }]),
        "no covariates": try CheckedSummary([5, 5]),
      ])
  }

  @Test func aConstantCovariateTakesNoPart() throws {
    let rows = (0..<40).map { [Double($0 % 7), Double($0 % 5)] }
    expect(
      DroppedCovariateCheck.self, "left-out",
      [
        "varies": try covariates([rows, rows]),
        "constant": try covariates([rows.map { [$0[0], 2] }, rows.map { [$0[0], 2] }]),
      ])
  }
}
