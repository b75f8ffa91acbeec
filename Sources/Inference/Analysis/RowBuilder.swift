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

  func rows() -> [ResultRow] { metric.tests(on: comparison.contrast).map(row) }

  private func row(_ test: HypothesisTest) -> ResultRow {
    let estimand = test.estimand
    // A p-value without its interval is never printed.
    let answer = attempt { () throws(NotEstimable) in try test.answer(estimate) }
    let interval = attempt { () throws(NotEstimable) in
      try estimate.interval(on: estimand, alternative: test.alternative, test.threshold)
    }
    let value = attempt { () throws(NotEstimable) in try estimate.value(on: estimand) }
    let failure = interval.failure ?? answer.failure
    let shown = estimand == .absolute || interval.failure != .liftUndefined ? try? value.get() : nil
    let found = (try? answer.get())?.test
    return ResultRow(
      experiment: plan.spec.name.value, metric: metric.name, type: metric.spec.type,
      isProbability: metric.spec.metric.isProbability, role: metric.spec.role,
      family: metric.spec.role.rawValue, control: comparison.control, variant: comparison.variant, estimand: estimand,
      hypothesis: test.hypothesis, path: path(estimand), nControl: estimate.counts.control,
      nVariant: estimate.counts.variant,
      valueControl: try? estimate.control.get().value, valueControlInterval: armInterval(estimate.control),
      valueVariant: try? estimate.variant.get().value, valueVariantInterval: armInterval(estimate.variant),
      estimate: shown, standardError: failure == nil ? estimate.standardError(on: estimand) : nil,
      interval: try? interval.get(), level: test.level, alternative: test.alternative, alpha: test.alpha,
      nullValue: test.nullValue, statistic: found?.statistic, degreesOfFreedom: found?.degreesOfFreedom.finite,
      pValue: found?.pValue, method: estimate.method, design: "fixed", status: failure ?? refusal,
      verdict: refusal == nil ? found.flatMap { verdict(test, $0) } : nil, uncorrectedComparisons: familySize,
      warnings: failure == nil ? warnings(test, try? interval.get(), found) : [],
      reason: (failure ?? value.failure ?? refusal)?.explanation)
  }

  private func attempt<Value>(_ body: () throws(NotEstimable) -> Value) -> Result<Value, NotEstimable> {
    Result(catching: body)
  }

  private func armInterval(_ arm: Result<ArmEvidence, NotEstimable>) -> Interval? {
    try? arm.get().interval(Threshold(alpha: 1 - metric.level, alternative: .twoSided))
  }

  private func warnings(_ test: HypothesisTest, _ interval: Interval?, _ found: TestResult?) -> [EstimateWarning] {
    var all = estimate.warnings(on: test.estimand, test.threshold)
    if let p = found?.pValue, p < Self.smallestP { all.append(.pBelowRange) }
    if interval?.upper == .infinity { all.append(.openAbove) }
    if interval?.lower == -.infinity { all.append(.openBelow) }
    return all
  }

  private func verdict(_ test: HypothesisTest, _ found: TestResult) -> Verdict {
    let isRejected = found.pValue < test.alpha
    switch test.hypothesis {
    case .claim: return isRejected ? .incompatible : .compatible
    case .equivalence: return isRejected ? .equivalent : .inconclusive
    case .nonInferiority: return isRejected ? .nonInferior : .inconclusive
    case .superiority: break
    }
    guard isRejected else { return .inconclusive }
    // Better and worse are words for what a variant does; without randomization there is only a difference.
    guard plan.spec.randomized else { return .different }
    switch metric.spec.direction {
    case .neutral: return .different
    case .increase: return found.statistic > 0 ? .better : .worse
    case .decrease: return found.statistic < 0 ? .better : .worse
    }
  }

  /// Metric, variance reduction, unit of analysis, interval, design: what was done, in that order.
  private func path(_ estimand: Estimand) -> String {
    let isFieller = estimand == .relative && metric.needsSpread
    return [
      metric.spec.type, adjustment, metric.isClustered ? "cluster" : "unit", isFieller ? "fieller" : estimate.method,
      "fixed",
    ].joined(separator: "|")
  }

  /// `none`, `lin(k=2)`, `ancova(k=1)+strata(4)`.
  private var adjustment: String {
    guard let used = estimate.adjustment else { return "none" }
    let name =
      switch used.slopes {
      case .arm: "lin"
      case .common: "ancova"
      case .armStratum: "lin-by-stratum"
      }
    let parts =
      (used.covariates > 0 ? ["\(name)(k=\(used.covariates))"] : [])
      + (used.strata > 1 ? ["strata(\(used.strata))"] : [])
    return parts.joined(separator: "+")
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
