internal import Diagnostics
internal import Planning
internal import Statistics

/// Asks one draft everything that a report tells of its comparison.
struct AnswerBuilder {
  let plan: AnalysisPlan
  let draft: ComparisonDraft
  /// What the other comparisons of the family make of this one; nil where nothing is corrected.
  let correction: FamilyCorrection?
  /// Comparisons of the same family.
  let familySize: Int
  /// Whether the metric got worse on the comparison; nil where no harm is looked for.
  let harm: Harm?
  /// What the comparison says in strata by the day of exposure; nil where days are not compared.
  let byDay: ComparisonResult?
  /// What the values without their cap say, where that is something else; nil elsewhere.
  let uncapped: Answer?
  /// Set when the whole experiment is refused: numbers are shown, verdicts are not.
  let refusal: NotEstimable?

  var metric: PlannedMetric { draft.metric }
  var look: Look { draft.look }

  /// Below this, doubles lose the digits of a p-value (Methods/numerical-accuracy, "Very small p-values").
  private static let smallestP = 1e-300

  func result() -> ComparisonResult {
    let differences = draft.tests.filter(\.testsNoDifference)
    let other = draft.alternative.map {
      AlternativeAnswer(method: $0.method, answer: answer(differences, by: $0), note: $0.note)
    }
    let question = draft.tests.first { !$0.testsNoDifference }.map { answer($0) }
    return ComparisonResult(
      control: draft.comparison.control, variant: draft.comparison.variant, scales: differences.map { answer($0) },
      alternatives: [other].compactMap(\.self), question: question,
      decider: draft.alternative.flatMap { $0.decides ? .alternative($0.method) : nil } ?? .interval, harm: harm,
      loss: loss, uncapped: uncapped, daily: byDay.map(DailyAnswer.strata) ?? .none,
      rows: draft.source.rows(of: draft.estimate))
  }

  /// The end of a one-sided interval at the error of a guardrail.
  private var loss: LossLimit? {
    guard metric.role == .guardrail, metric.direction != .neutral, draft.dose == nil, draft.segment == nil else {
      return nil
    }
    let isRise = metric.direction == .decrease
    for estimand in [Estimand.relative, .absolute] where draft.tests.contains(where: { $0.estimand == estimand }) {
      let side: Alternative = isRise ? .less : .greater
      let interval = Result { () throws(NotEstimable) in
        try draft.estimate.interval(
          on: estimand, alternative: side,
          look.boundary(side, error: metric.hasMargin ? metric.questionAlpha : plan.errors.alpha))
      }
      if let interval = try? interval.get() {
        let possible = metric.possible(interval, on: estimand)
        return LossLimit(size: isRise ? possible.upper : -possible.lower, estimand: estimand)
      }
    }
    return nil
  }

  /// What the estimate of the comparison answers.
  private func answer(_ test: HypothesisTest) -> Answer {
    let (outcome, estimate) = (draft.outcome(of: test), draft.estimate)
    let family = share(test, outcome, isCorrected: true, of: estimate)
    var warnings = warnings(test, outcome, of: estimate)
    if outcome.failure == nil {
      if test.testsNoDifference, let other = draft.alternative, other.decides { warnings.append(other.warning) }
      // A one-sided interval is open by design.
      if test.alternative == .twoSided { warnings += outcome.openEnds }
    }
    // Where another method decides, the verdict rests on its p-value, or on nothing.
    let decider = test.testsNoDifference ? draft.alternative.flatMap { $0.decides ? $0 : nil } : nil
    let p = if let decider { try? decider.p(test, at: look).get() } else { outcome.pValue }
    let thin = decider == nil && outcome.failure == nil ? estimate.thinArm : nil
    let verdict = verdict(test, outcome.statistic, p, adjusted: family.pValue)
    if let verdict, dependsOnDays(test, verdict, family.pValue ?? p) { warnings.append(.dependsOnDays) }
    return answer(
      test, outcome, estimate, family, verdict: verdict, warnings: warnings, path: path(ownMethod(test.estimand)),
      reason: (outcome.failure.flatMap { reason($0) } ?? missingValue(failedValue(test, estimate)))
        ?? thin.map(reason) ?? missingInterval(family),
      withheld: thin.map { _ in .tooSkewed })
  }

  /// What a method answers that has no estimate of its own.
  private func answer(_ differences: [HypothesisTest], by other: AlternativeTest) -> Answer {
    let test = differences.first { $0.estimand == other.estimand } ?? differences[0]
    let (outcome, estimate) = (TestOutcome(test, by: other, at: look), draft.estimate)
    let family = share(test, outcome, isCorrected: true, of: nil)
    // The sign is that of the estimate, also where the estimate has no answer.
    let statistic =
      draft.outcome(of: test).statistic ?? other.statistic ?? (try? estimate.value(on: test.estimand))
      ?? (try? estimate.value(on: .absolute))
    let failure = outcome.failure ?? (outcome.interval == nil ? nil : failedValue(test, estimate))
    return answer(
      test, outcome, estimate, family,
      verdict: other.decides ? verdict(test, statistic, outcome.pValue, adjusted: family.pValue) : nil,
      warnings: [], path: path(outcome.method),
      reason: (outcome.failure.flatMap { reason($0) } ?? missingValue(failure))
        ?? (outcome.interval == nil ? other.missingInterval : missingInterval(family)))
  }

  /// The one place where an answer is put together.
  ///
  /// - Parameter withheld: why nothing is concluded from numbers that are shown.
  private func answer(
    _ test: HypothesisTest, _ outcome: TestOutcome, _ estimate: Estimate, _ family: Answer.FamilyShare,
    verdict: Verdict?, warnings: [EstimateWarning], path: String, reason: String?, withheld: NotEstimable? = nil
  ) -> Answer {
    let withheld = refusal ?? withheld
    let (estimand, isEstimated) = (test.estimand, outcome.failure == nil)
    // A method with an interval of its own needs no other one to have a value.
    let failure = draft.outcome(of: test).failure
    let hasValue =
      outcome.interval != nil
      || failure != .numericallyUnreliable && (estimand == .absolute || failure != .liftUndefined)
    return Answer(
      test: test, method: outcome.method, path: path, design: look.design.name,
      isProbability: metric.isProbability,
      control: arm(estimate.control, estimate.counts.control, estimand),
      variant: arm(estimate.variant, estimate.counts.variant, estimand),
      estimate: hasValue ? try? estimate.value(on: estimand) : nil,
      standardError: isEstimated ? estimate.standardError(on: estimand) : nil,
      interval: outcome.interval.map { metric.possible($0, on: estimand) },
      statistic: outcome.statistic, degreesOfFreedom: outcome.degreesOfFreedom, pValue: outcome.pValue,
      family: family,
      varianceReduction: estimate.adjustment == nil ? nil : estimate.varianceReduction(from: draft.unadjusted),
      designEffect: metric.isClustered ? estimate.designEffect : nil, status: outcome.failure ?? withheld,
      verdict: withheld == nil ? verdict : nil, warnings: warnings, reason: reason)
  }

  // MARK: A variant by itself

  private func arm(_ arm: Result<ArmEvidence, NotEstimable>, _ units: Int, _ estimand: Estimand) -> Answer.Arm {
    // A return on investment is one less than the ratio of which a lift is one: that has the values of the ratio beside it.
    let shift = estimand == .absolute ? metric.shift : 0
    let own = try? arm.get().interval(look.boundary(.twoSided, level: metric.level))
    return Answer.Arm(
      units: units, value: (try? arm.get().value).map { $0 + shift },
      interval: own.map { Interval($0.lower + shift, $0.upper + shift) })
  }

  private func failedValue(_ test: HypothesisTest, _ estimate: Estimate) -> NotEstimable? {
    Result { () throws(NotEstimable) in try estimate.value(on: test.estimand) }.failure
  }

  private func warnings(_ test: HypothesisTest, _ outcome: TestOutcome, of estimate: Estimate) -> [EstimateWarning] {
    guard outcome.failure == nil else { return [] }
    let isTiny = outcome.pValue.map { $0 < Self.smallestP } ?? false
    let own = try? estimate.warnings(on: test.estimand, test.boundary(at: look))
    return (own ?? []) + (isTiny ? [.pBelowRange] : [])
  }

  // MARK: The family

  /// - Parameter estimate: the one whose interval is to hold together with those of the family; nil for none.
  private func share(
    _ test: HypothesisTest, _ outcome: TestOutcome, isCorrected: Bool, of estimate: Estimate?
  ) -> Answer.FamilyShare {
    // A family is about differences; a question of its own has its own error.
    let own = isCorrected && test.testsNoDifference && outcome.failure == nil ? correction : nil
    let alpha = own?.intervalAlpha.flatMap { $0 < 1 ? $0 : nil }
    let declared = plan.families.first { $0.metrics.contains(metric.name) }
    return Answer.FamilyShare(
      name: draft.segment == nil ? declared?.name ?? metric.role.rawValue : "segments of \(metric.name)",
      isOfSegments: draft.segment != nil, size: familySize, method: own?.method,
      pValue: own?.pValue.map { adjusted($0, test.estimand, outcome.pValue) },
      interval: estimate.flatMap { estimate in
        alpha.flatMap {
          try? metric.possible(
            estimate.interval(
              on: test.estimand, alternative: test.alternative, look.boundary(test.alternative, error: $0)),
            on: test.estimand)
        }
      }, selectedLevel: own?.isOfSelected == true ? alpha.map { 1 - $0 } : nil)
  }

  /// The adjusted p-value of a scale: odds of adjusted proportions have a p-value of their own, which correction cannot lower.
  private func adjusted(_ p: Double, _ estimand: Estimand, _ own: Double?) -> Double {
    guard estimand == .oddsRatio, !(draft.alternative?.decides ?? false), let own else { return p }
    return max(p, own)
  }

  private func missingInterval(_ family: Answer.FamilyShare) -> String? {
    family.method == nil ? nil : correction?.missingInterval
  }
}

extension TestOutcome {
  fileprivate var openEnds: [EstimateWarning] {
    (interval?.upper == .infinity ? [.openAbove] : []) + (interval?.lower == -.infinity ? [.openBelow] : [])
  }
}
