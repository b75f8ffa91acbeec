internal import Diagnostics
internal import Planning
internal import Specification
internal import Statistics

/// Asks one estimate for everything that a row shows, on each scale of its metric.
struct RowBuilder {
  let plan: AnalysisPlan
  let draft: ComparisonDraft
  /// What the other comparisons of the family make of this one; nil where nothing is corrected.
  let correction: FamilyCorrection?
  /// Comparisons of the same family.
  let familySize: Int
  /// Set when the whole experiment is refused: numbers are shown, verdicts are not.
  let refusal: NotEstimable?

  private var metric: PlannedMetric { draft.metric }
  private var comparison: Comparison { draft.comparison }
  private var estimate: Estimate { draft.estimate }
  private var look: Look { draft.look }

  /// Below this, doubles lose the digits of a p-value (`methods.md` 0.7).
  private static let smallestP = 1e-300

  func rows() -> [ResultRow] {
    guard let first = draft.tests.first else { return [] }
    let companion = draft.companion.map { own in row(draft.tests.first { $0.estimand == own.estimand } ?? first, own) }
    return [row(first)] + (companion.map { [$0] } ?? [])
      + (draft.clusters?.careful.map { [row(first, careful: $0)] } ?? [])
      + draft.tests.dropFirst().map { test in
        // With few clusters only the careful result answers for an effect that is not none.
        guard !test.isOfDifference, let clusters = draft.clusters, clusters.isSmall, let careful = clusters.careful
        else {
          return row(test)
        }
        return row(test, careful: careful)
      }
  }

  /// - Parameters:
  ///   - companion: the test of the row, where it is not the one that its interval inverts.
  ///   - careful: the estimate of the row, where it is not the comparison's own.
  private func row(
    _ test: HypothesisTest, _ companion: CompanionAnswer? = nil, careful: Estimate? = nil
  ) -> ResultRow {
    let estimate = careful ?? draft.estimate
    let isCompanion = companion != nil || careful != nil && test.isOfDifference
    let estimand = test.estimand
    // A p-value without its interval is never printed.
    let answer = attempt { () throws(NotEstimable) in try test.answer(estimate, at: look) }
    let interval = attempt { () throws(NotEstimable) in
      try estimate.interval(on: estimand, alternative: test.alternative, try test.boundary(at: look))
    }
    let value = attempt { () throws(NotEstimable) in try estimate.value(on: estimand) }
    let failure = companion.map { $0.p.failure } ?? interval.failure ?? answer.failure
    let shown = estimand == .absolute || interval.failure != .liftUndefined ? try? value.get() : nil
    let found = companion == nil ? (try? answer.get())?.test : nil
    let p = companion.map { try? $0.p.get() } ?? found?.pValue
    // A family is about differences; a question of its own has its own error.
    let correction = test.isOfDifference && careful == nil && failure == nil ? correction : nil
    let adjustedP = correction?.pValue.map { adjusted($0, estimand, p) }
    return ResultRow(
      experiment: plan.spec.name.value, metric: metric.name, type: metric.spec.type,
      isProbability: metric.spec.metric.isProbability, role: metric.spec.role,
      family: family(test), segment: draft.segment, control: comparison.control, variant: comparison.variant,
      estimand: estimand, isLeading: estimand == draft.tests.first?.estimand,
      hypothesis: test.hypothesis, path: path(estimand, companion, careful), nControl: estimate.counts.control,
      nVariant: estimate.counts.variant,
      valueControl: armValue(estimate.control, estimand), valueControlInterval: armInterval(estimate.control, estimand),
      valueVariant: armValue(estimate.variant, estimand), valueVariantInterval: armInterval(estimate.variant, estimand),
      estimate: shown, standardError: failure == nil ? estimate.standardError(on: estimand) : nil,
      interval: companion == nil ? failure == nil ? try? interval.get() : nil : companion?.interval, level: test.level,
      alternative: test.alternative,
      alpha: test.alpha,
      nullValue: test.nullValue, statistic: companion.map(\.statistic) ?? found?.statistic,
      degreesOfFreedom: found?.degreesOfFreedom.finite,
      pValue: p, adjustedP: adjustedP,
      adjustedInterval: companion == nil ? simultaneousInterval(test, correction) : nil,
      correction: correction?.method, method: companion?.method ?? estimate.method, isCompanion: isCompanion,
      design: look.design.name,
      varianceReduction: estimate.adjustment == nil ? nil : estimate.varianceReduction(from: draft.unadjusted),
      designEffect: metric.isClustered ? estimate.designEffect : nil, status: failure ?? refusal,
      verdict: refusal == nil && !(isCompanion && careful != nil)
        ? verdict(test, p, answer, companion, adjustedP) : nil,
      familySize: familySize,
      warnings: failure == nil && companion == nil ? warnings(test, try? interval.get(), found, careful) : [],
      reason: (failure ?? (companion.map { $0.interval != nil } ?? true ? value.failure : nil) ?? refusal).map(
        explanation)
        ?? (companion.flatMap { $0.interval == nil ? $0.missingInterval : nil } ?? correction?.missingInterval))
  }

  private func explanation(_ reason: NotEstimable) -> String {
    if reason == .identifiability, let text = metric.shortFollowUp { return text }
    guard reason == .tooFew else { return reason.explanation }
    if draft.dose != nil, metric.isClustered {
      return "there are fewer than \(DoseFit.fewestClusters) clusters, which say too little about chance along a curve"
    }
    let fewest = min(estimate.counts.control, estimate.counts.variant)
    if metric.cell != nil, fewest > 1 {
      return "units share values in fewer than \(CellClusters.fewestCells) cells, which say too little about chance"
    }
    if metric.isClustered, fewest < metric.fewestClusters {
      return "a variant has fewer than \(metric.fewestClusters) clusters, which say too little about chance"
    }
    guard metric.spec.test == .bootstrap, fewest > 1 else { return reason.explanation }
    return "too few units: more than one in a hundred draws of them again leaves nothing to compare"
  }

  private func family(_ test: HypothesisTest) -> String {
    if let declared = plan.spec.families.first(where: { $0.metrics.contains { $0.value == metric.name } }) {
      return draft.segment == nil ? declared.name.value : "segments of \(metric.name)"
    }
    return draft.segment == nil ? metric.spec.role.rawValue : "segments of \(metric.name)"
  }

  /// The interval that holds together with those of the family.
  private func simultaneousInterval(_ test: HypothesisTest, _ correction: FamilyCorrection?) -> Interval? {
    guard let alpha = correction?.intervalAlpha, alpha < 1 else { return nil }
    return try? estimate.interval(
      on: test.estimand, alternative: test.alternative, look.boundary(test.alternative, error: alpha))
  }

  private func attempt<Value>(_ body: () throws(NotEstimable) -> Value) -> Result<Value, NotEstimable> {
    Result(catching: body)
  }

  /// A return on investment is one less than the ratio of which a lift is one: that has the values of the ratio beside it.
  private func shift(_ estimand: Estimand) -> Double { estimand == .absolute ? metric.spec.metric.shift : 0 }

  private func armValue(_ arm: Result<ArmEvidence, NotEstimable>, _ estimand: Estimand) -> Double? {
    (try? arm.get().value).map { $0 + shift(estimand) }
  }

  private func armInterval(_ arm: Result<ArmEvidence, NotEstimable>, _ estimand: Estimand) -> Interval? {
    let own = try? arm.get().interval(look.boundary(.twoSided, level: metric.level))
    return own.map { Interval($0.lower + shift(estimand), $0.upper + shift(estimand)) }
  }

  private func warnings(
    _ test: HypothesisTest, _ interval: Interval?, _ found: TestResult?, _ careful: Estimate?
  ) -> [EstimateWarning] {
    var all = (try? (careful ?? estimate).warnings(on: test.estimand, test.boundary(at: look))) ?? []
    if let p = found?.pValue, p < Self.smallestP { all.append(.pBelowRange) }
    if careful == nil {
      if test.isOfDifference, let companion = draft.companion, companion.decides { all.append(companion.warning) }
      if draft.clusters?.careful != nil { all.append(.fewClusters) }
    }
    if interval?.upper == .infinity { all.append(.openAbove) }
    if interval?.lower == -.infinity { all.append(.openBelow) }
    return all
  }

  /// The adjusted p-value of a scale: odds of adjusted proportions have a p-value of their own, which correction cannot lower.
  private func adjusted(_ p: Double, _ estimand: Estimand, _ own: Double?) -> Double {
    guard estimand == .oddsRatio, !(draft.companion?.decides ?? false), let own else { return p }
    return max(p, own)
  }

  /// nil where another row decides, or nothing does.
  private func verdict(
    _ test: HypothesisTest, _ p: Double?, _ answer: Result<HypothesisAnswer, NotEstimable>,
    _ companion: CompanionAnswer?,
    _ adjustedP: Double?
  ) -> Verdict? {
    if companion.map({ !$0.decides }) ?? false { return nil }
    let decider = test.isOfDifference ? draft.companion.flatMap { $0.decides ? $0 : nil } : nil
    // Another method's row has a verdict of its own, also where the row beside it has no answer.
    let ownStatistic = companion.flatMap { $0.statistic ?? (try? estimate.value(on: test.estimand)) }
    guard let statistic = (try? answer.get())?.test.statistic ?? ownStatistic,
      let p = decider.map({ try? $0.p.get() }) ?? p
    else { return nil }
    let isRejected = (adjustedP ?? p) < test.alpha
    switch test.hypothesis {
    case .claim:
      let claim = try? ClaimTest(estimate, ratio: 1 + test.nullValue, alpha: test.alpha, at: look)
      return claim.map { Verdict($0.answer) } ?? (isRejected ? .refuted : .compatible)
    case .equivalence: return isRejected ? .equivalent : .inconclusive
    case .nonInferiority: return isRejected ? .nonInferior : .inconclusive
    case .superiority: break
    }
    guard isRejected else { return .inconclusive }
    // Better and worse are words for what a variant does; without randomization there is only a difference.
    guard plan.spec.randomized, !(draft.dose?.isAssociation ?? false) else { return .different }
    switch metric.spec.direction {
    case .neutral: return .different
    case .increase: return statistic > 0 ? .better : .worse
    case .decrease: return statistic < 0 ? .better : .worse
    }
  }

  /// Metric, variance reduction, unit of analysis, interval, design: what was done, in that order.
  private func path(_ estimand: Estimand, _ companion: CompanionAnswer?, _ careful: Estimate?) -> String {
    let isScore = if case .success(.scoreCounts) = estimate.evidence { true } else { false }
    var method = estimand == .relative && metric.invertsByFieller && !isScore ? "fieller" : estimate.method
    if let companion { method = companion.method }
    if let careful { method = careful.method }
    let change = metric.spec.metric.takesLogarithm ? "(log)" : metric.spec.cap != nil ? "(capped)" : ""
    return [
      metric.spec.type + change, adjustment, metric.cell != nil ? "cell" : metric.isClustered ? "cluster" : "unit",
      method, look.design.name,
    ].joined(separator: "|")
  }

  /// `none`, `lin(k=2)`, `ancova(k=1)+strata(4)`.
  private var adjustment: String {
    let explaining = metric.spec.covariates.count + metric.spec.earlier.count + plan.grouping.strata
    if draft.dose != nil, explaining > 0 { return "covariates(\(explaining))" }
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

extension PlannedMetric {
  /// Why a horizon is beyond what is known, where the metric is a time to an event that was read.
  fileprivate var shortFollowUp: String? {
    guard let tables = (estimator as? SurvivalComparison)?.tables, let time = survival?.time,
      let last = RestrictedMean.latestHorizon(tables)
    else { return nil }
    let days = (last * 100).rounded(.down) / 100
    return
      "units of a variant were watched for at most \(days) \(time.unit.name), which is less than the horizon of \(time.horizon.text)"
  }
}

extension Verdict {
  init(_ answer: ClaimAnswer) {
    switch answer {
    case .refuted: self = .refuted
    case .confirmed: self = .confirmed
    case .compatible: self = .compatible
    case .exceeded: self = .exceeded
    }
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
