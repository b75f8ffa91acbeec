internal import Planning
internal import Statistics

/// One metric on one comparison, in all units or in a segment: its estimate and the answers to its questions, before other
/// comparisons are looked at.
struct ComparisonDraft {
  let metric: PlannedMetric
  let comparison: Comparison
  let segment: SegmentKey?
  let estimate: Estimate
  /// What an unadjusted comparison of the same units gives.
  let unadjusted: Estimate
  let tests: [HypothesisTest]
  /// Of two proportions, the exact test that decides or stands beside the score test.
  let exact: ExactAnswer?

  init(
    _ metric: PlannedMetric, _ comparison: Comparison, _ moments: StratifiedMoments, by estimator: any Estimator,
    segment: SegmentKey? = nil
  ) {
    self.metric = metric
    self.comparison = comparison
    self.segment = segment
    estimate = estimator.estimate(moments, comparison.contrast)
    unadjusted =
      estimate.adjustment == nil ? estimate : estimator.estimate(moments.unadjusted, comparison.contrast)
    exact = ExactAnswer(metric, estimate, comparison.contrast)
    let all = metric.tests(on: comparison.contrast)
    // A metric's own question is asked of all units; segments are looked at for differences.
    tests = segment == nil ? all : all.filter { $0.isOfDifference }
  }

  /// The p-value of "no difference", which a family's correction is about.
  var pValue: Double? {
    if let exact, exact.decides { return (try? exact.p.get())?.p }
    guard let test = tests.first else { return nil }
    return try? test.answer(estimate).test.pValue
  }

  var statistic: Double? {
    guard let test = tests.first else { return nil }
    return try? test.answer(estimate).test.statistic
  }
}

/// One value of a segment attribute.
public struct SegmentKey: Sendable, Equatable {
  public let attribute: String
  /// nil is a missing value.
  public let value: String?
}

extension HypothesisTest {
  var isOfDifference: Bool { hypothesis == .superiority && nullValue == estimand.neutralValue }
}
