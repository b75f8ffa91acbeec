import Statistics
import TestSupport
import Testing

/// The example of Methods/quantiles, to its printed digits.
@Suite struct QuantileExampleTests {
  /// (y, x) per unit.
  static let arms = [Fixtures.f3("c", multiplier: 1), Fixtures.f3("t", multiplier: 1.1)].enumerated().map { arm, rows in
    rows.enumerated().map { index, row in
      [row[0], HashStream.exponential(seed: 7, key: "\(arm == 0 ? "c" : "t")-\(index + 1)", draw: 1)]
    }
  }

  /// The smallest value with at least the share p at or below it.
  static func quantile(_ arm: Int, _ p: Double) -> Double {
    let sorted = arms[arm].map { $0[0] }.sorted()
    let rank = Int((p * Double(sorted.count) - 1e-9).rounded(.up))
    return sorted[min(max(rank, 1), sorted.count) - 1]
  }

  struct Comparison {
    let levels: [QuantileLevels]
    let evidence: WoodruffEvidence
  }

  static func compare(_ p: Double, covariate: Bool) throws -> Comparison {
    let raw = [quantile(0, p), quantile(1, p)]
    let cells = arms.enumerated().map { arm, rows in
      [
        Moments(
          rows: rows.map { [$0[0] <= raw[arm] ? 1 : 0, 1] + (covariate ? [$0[1]] : []) }, dimension: covariate ? 3 : 2)
      ]
    }
    let joint = DeltaMethod(.ratio).joint(StratifiedMoments(cells: cells, outcomes: 2))
    let levels = try (0...1).map { arm in
      let share = cells[arm][0].mean[0]
      return try QuantileLevels(
        probability: p, share: share, strictShare: share - 1 / 200, adjusted: try joint.values[arm].get(),
        count: 200)
    }
    let values = (0...1).map { arm in
      let (middle, lower, upper) = (
        quantile(arm, levels[arm].middle), quantile(arm, levels[arm].lower), quantile(arm, levels[arm].upper)
      )
      let c = QuantileLevels.criticalValue
      return WoodruffEvidence.Arm(value: middle, errorBelow: (middle - lower) / c, errorAbove: (upper - middle) / c)
    }
    let errors = try (0...1).map { try joint.covariance($0, $0).squareRoot() }
    return Comparison(
      levels: levels,
      evidence: try WoodruffEvidence(
        control: values[0], variant: values[1], correlation: try joint.covariance(0, 1) / (errors[0] * errors[1])))
  }

  @Test(arguments: [
    (0.5, false, "0.267379 -1.235975 1.989531"), (0.5, true, "0.299796 -0.910365 1.834196"),
    (0.9, false, "1.774607 -2.853407 7.096736"), (0.9, true, "2.142954 -1.927450 5.763915"),
  ])
  func differences(p: Double, covariate: Bool, text: String) throws {
    let evidence = try Self.compare(p, covariate: covariate).evidence
    let interval = try evidence.difference(QuantileLevels.criticalValue)
    let figures = [evidence.variant.value - evidence.control.value, interval.lower, interval.upper]
    for (figure, text) in zip(figures, text.split(separator: " ")) {
      #expect(printsAs(figure, String(text)), "\(figure) for \(text)")
    }
  }

  @Test func medianWithoutCovariate() throws {
    let comparison = try Self.compare(0.5, covariate: false)
    let evidence = comparison.evidence
    #expect(printsAs(evidence.control.value, "8.729408") && printsAs(evidence.variant.value, "8.996787"))
    let ratio = try evidence.ratio(QuantileLevels.criticalValue)
    #expect(printsAs(evidence.variant.value / evidence.control.value - 1, "0.030630"))
    #expect(printsAs(ratio.lower - 1, "-0.134323") && printsAs(ratio.upper - 1, "0.259085"))
    let symmetric = try #require(evidence.symmetric)
    #expect(printsAs(symmetric.variance(r: 1).squareRoot(), "0.816099"))
  }

  @Test func medianWithCovariate() throws {
    let comparison = try Self.compare(0.5, covariate: true)
    #expect(printsAs(comparison.levels[0].middle, "0.498171") && printsAs(comparison.levels[1].middle, "0.501389"))
    #expect(printsAs(comparison.evidence.control.value, "8.729408"))
    #expect(printsAs(comparison.evidence.variant.value, "9.029205"))
    #expect(printsAs(comparison.evidence.correlation, "0.190273"))
    #expect(printsAs(comparison.evidence.symmetric?.variance(r: 1).squareRoot(), "0.680650"))
  }

  @Test func statisticAndIntervalsInvertEachOther() throws {
    let evidence = try Self.compare(0.9, covariate: true).evidence
    for c in [0.5, 1.0, 1.9599639845400545, 3] {
      let difference = try evidence.difference(c)
      #expect(isClose(try evidence.statistic(r: 1, delta: difference.lower), c, relative: 1e-9))
      #expect(isClose(try evidence.statistic(r: 1, delta: difference.upper), -c, relative: 1e-9))
      let ratio = try evidence.ratio(c)
      #expect(isClose(try evidence.statistic(r: ratio.lower, delta: 0), c, relative: 1e-9))
      #expect(isClose(try evidence.statistic(r: ratio.upper, delta: 0), -c, relative: 1e-9))
    }
  }
}
