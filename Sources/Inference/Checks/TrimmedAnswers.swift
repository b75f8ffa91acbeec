internal import Planning
internal import Statistics
internal import Terms

/// Whether a proportion or a mean answers the same as observed and at both ends of what missing outcomes leave possible: the difference, the metric's own
/// question, and harm (Methods/data-checks, "Missing outcomes").
///
/// What the correction for other comparisons will be is not known yet: an answer holds if it is a yes under the strictest, or a no
/// under none.
struct TrimmedAnswers {
  private let plan: AnalysisPlan
  private let metric: PlannedMetric
  /// Tests that share an error at most.
  private let familySize: Double

  /// - Parameter gated: metrics whose missing outcomes void a decision.
  init(_ plan: AnalysisPlan, _ metric: PlannedMetric, amongGated gated: Int) {
    (self.plan, self.metric) = (plan, metric)
    familySize = Double(max(1, gated) * max(1, plan.variants.count - 1))
  }

  func areAlike(_ trimmed: LeeBounds, on contrast: Contrast) -> Bool {
    // "No difference" is one question on every scale, and has no answer as a lift where the control is zero.
    let tests =
      metric.tests(on: contrast).filter {
        $0.estimand == .absolute || $0.estimand == .relative && !$0.testsNoDifference
      } + harm
    return tests.allSatisfy { test in
      let answers = (trimmed.ends + [trimmed.observed]).map { answer(test, at: $0) }
      return answers.allSatisfy { $0 != nil && $0 == answers[0] }
    }
  }

  private var harm: [HypothesisTest] {
    guard metric.direction != .neutral else { return [] }
    let bad: Alternative = metric.direction == .decrease ? .greater : .less
    return [
      HypothesisTest(
        hypothesis: .superiority, estimand: .absolute, null: .value(0, bad), alpha: plan.errors.deterioration)
    ]
  }

  private enum Answer: Equatable { case higher, lower, neither, untested }

  /// nil where the correction decides.
  private func answer(_ test: HypothesisTest, at end: LeeBounds.End) -> Answer? {
    let isHigher = end.variant.value > end.control.value
    guard end.control.variance > 0 || end.variant.variance > 0 else {
      return end.variant.value == end.control.value ? .neither : isHigher ? .higher : .lower
    }
    let found = Result { () throws(NotEstimable) in
      let evidence = Evidence.normal(try NormalEvidence(control: end.control, variant: end.variant))
      let estimate = Estimate(
        method: DeltaMethod.key, counts: (0, 0), control: .success(.normal(end.control)),
        variant: .success(.normal(end.variant)), evidence: .success(evidence))
      return try test.answer(estimate, at: Look(plan.design, at: .complete)).test
    }
    guard let result = try? found.get() else { return .untested }
    if result.pValue >= test.alpha { return .neither }
    guard result.pValue < test.alpha / familySize else { return nil }
    return isHigher ? .higher : .lower
  }
}
