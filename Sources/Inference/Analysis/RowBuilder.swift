internal import Diagnostics
internal import Planning
internal import Specification
internal import Statistics

/// Asks one estimate for everything that a row shows, on each scale of its metric.
struct RowBuilder {
  let plan: AnalysisPlan
  let metric: PlannedMetric
  let comparison: Comparison
  let estimate: Estimate
  /// Comparisons of the same family.
  let familySize: Int
  /// Set when the whole experiment is refused: numbers are shown, verdicts are not.
  let refusal: NotEstimable?

  /// Below this, doubles lose the digits of a p-value (`methods.md` 0.7).
  private static let smallestP = 1e-300

  private var threshold: Threshold { Threshold(alpha: 1 - metric.level, alternative: metric.alternative) }

  func rows() -> [ResultRow] { metric.spec.metric.estimands.map(row) }

  private func row(_ estimand: Estimand) -> ResultRow {
    let interval = attempt { () throws(NotEstimable) in
      try estimate.interval(on: estimand, alternative: metric.alternative, threshold)
    }
    // A p-value without its interval is never printed.
    let test = interval.flatMap { _ in
      attempt { () throws(NotEstimable) in
        try estimate.test(NullValue(estimand.neutralValue, on: estimand), alternative: metric.alternative, threshold)
      }
    }
    let value = attempt { () throws(NotEstimable) in try estimate.value(on: estimand) }
    let failure = interval.failure ?? test.failure
    let shown = estimand == .absolute || interval.failure != .liftUndefined ? try? value.get() : nil
    return ResultRow(
      experiment: plan.spec.name.value, metric: metric.name, type: metric.spec.type,
      isProbability: metric.spec.metric.isProbability, role: metric.spec.role,
      family: metric.spec.role.rawValue, control: plan.variants[comparison.control].name.value,
      variant: plan.variants[comparison.variant].name.value, estimand: estimand, hypothesis: .superiority,
      path: path(estimand), nControl: estimate.counts.control, nVariant: estimate.counts.variant,
      valueControl: try? estimate.control.get().value, valueControlInterval: armInterval(estimate.control),
      valueVariant: try? estimate.variant.get().value, valueVariantInterval: armInterval(estimate.variant),
      estimate: shown, standardError: failure == nil ? estimate.standardError(on: estimand) : nil,
      interval: try? interval.get(), level: metric.level, alternative: metric.alternative, alpha: metric.alpha,
      nullValue: estimand.neutralValue, statistic: (try? test.get())?.statistic, degreesOfFreedom: freedom(test),
      pValue: (try? test.get())?.pValue, method: estimate.method, design: "fixed", status: failure ?? refusal,
      verdict: refusal == nil ? verdict(test) : nil, uncorrectedComparisons: familySize,
      warnings: failure == nil ? warnings(estimand, try? interval.get(), try? test.get()) : [],
      reason: (failure ?? value.failure ?? refusal)?.explanation)
  }

  private func attempt<Value>(_ body: () throws(NotEstimable) -> Value) -> Result<Value, NotEstimable> {
    Result(catching: body)
  }

  private func armInterval(_ arm: Result<ArmEvidence, NotEstimable>) -> Interval? {
    try? arm.get().interval(Threshold(alpha: 1 - metric.level, alternative: .twoSided))
  }

  private func freedom(_ test: Result<TestResult, NotEstimable>) -> Double? {
    (try? test.get())?.degreesOfFreedom.finite
  }

  private func warnings(_ estimand: Estimand, _ interval: Interval?, _ test: TestResult?) -> [EstimateWarning] {
    var all = estimate.warnings(on: estimand, threshold)
    if let p = test?.pValue, p < Self.smallestP { all.append(.pBelowRange) }
    if interval?.upper == .infinity { all.append(.openAbove) }
    if interval?.lower == -.infinity { all.append(.openBelow) }
    return all
  }

  private func verdict(_ test: Result<TestResult, NotEstimable>) -> Verdict? {
    guard let test = try? test.get() else { return nil }
    guard test.pValue < metric.alpha else { return .inconclusive }
    // Better and worse are words for what a variant does; without randomization there is only a difference.
    guard plan.spec.randomized else { return .different }
    switch metric.spec.direction {
    case .neutral: return .different
    case .increase: return test.statistic > 0 ? .better : .worse
    case .decrease: return test.statistic < 0 ? .better : .worse
    }
  }

  /// Metric, variance reduction, unit of analysis, interval, design: what was done, in that order.
  private func path(_ estimand: Estimand) -> String {
    let isFieller = estimand == .relative && metric.needsSpread
    return [metric.spec.type, "none", "unit", isFieller ? "fieller" : estimate.method, "fixed"].joined(separator: "|")
  }
}

extension Result where Failure == NotEstimable {
  fileprivate var failure: NotEstimable? {
    if case .failure(let reason) = self { reason } else { nil }
  }
}

extension Double {
  fileprivate var finite: Double? { isFinite ? self : nil }
}
