package import Statistics

/// One metric on one comparison: everything that is said about it.
package struct ComparisonResult: Sendable, Equatable {
  /// The side that is subtracted.
  package let control: String
  package let variant: String
  /// Whether the sides differ, on each scale; the one that the metric is first compared on leads.
  package let scales: [Answer]
  /// What other methods say about that.
  package let alternatives: [AlternativeAnswer]
  /// The answer to the metric's own question; nil where it asks none.
  package let question: Answer?
  /// The test whose p-value decides whether the sides differ.
  package let decider: Decider
  /// Whether the metric got worse; nil where no harm is looked for.
  package let harm: Harm?
  /// The largest loss that is not excluded; nil for what is no guardrail.
  package let loss: LossLimit?
  /// What the values without their cap say, where that is something else than the capped ones do; nil elsewhere.
  package let uncapped: Answer?
  /// The same comparison in strata by the day of exposure.
  package let daily: DailyAnswer
  /// The rows of analysis; nil where their number says nothing of the precision.
  package let rows: RowCount?

  /// - Precondition: there is a scale.
  init(
    control: String, variant: String, scales: [Answer], alternatives: [AlternativeAnswer], question: Answer?,
    decider: Decider, harm: Harm? = nil, loss: LossLimit? = nil, uncapped: Answer? = nil,
    daily: DailyAnswer = .none, rows: RowCount? = nil
  ) {
    precondition(!scales.isEmpty)
    self.control = control
    self.variant = variant
    self.scales = scales
    self.alternatives = alternatives
    self.question = question
    self.decider = decider
    self.harm = harm
    self.loss = loss
    self.uncapped = uncapped
    self.daily = daily
    self.rows = rows
  }

  package var leading: Answer { scales[0] }

  package subscript(estimand: Estimand) -> Answer? { scales.first { $0.estimand == estimand } }
}

/// What a comparison says in strata by the day of exposure, where days are compared.
package indirect enum DailyAnswer: Sendable, Equatable {
  case none
  case strata(ComparisonResult)

  package var result: ComparisonResult? { if case .strata(let result) = self { result } else { nil } }
}

/// The test whose p-value decides whether the sides of a comparison differ.
package enum Decider: Sendable, Equatable {
  /// The test that the interval inverts decides.
  case interval
  /// The test of another method decides.
  case alternative(AlternativeMethod)
}

extension ComparisonResult {
  /// The answer of the method that decides in the place of the interval's; nil where none does.
  package var decidingAlternative: AlternativeAnswer? {
    switch decider {
    case .interval: nil
    case .alternative(let method): alternatives.first { $0.method == method }
    }
  }

  private var alternative: Answer? { decidingAlternative?.answer }

  /// The answer of another method that gives the verdict in the place of the leading one, or would if one were given; nil where none
  /// does.
  package var outsider: Answer? { alternative.flatMap { $0.pValue == nil ? nil : $0 } }

  /// Whether the p-value that stands in a table shows a difference.
  package var isShownByItsP: Bool {
    let shown = outsider ?? leading
    return (shown.family.pValue ?? shown.pValue).map { $0 < shown.test.alpha } ?? false
  }

  /// Whether the sides differ, in one word; nil where nothing may be concluded.
  package var verdict: Verdict? { outsider?.verdict ?? leading.verdict }

  /// The answer to the question that the metric asks in the place of "do the sides differ?"; nil where it asks that, and for a
  /// published effect, which has a sentence of its own.
  package var wordedQuestion: Answer? {
    question.flatMap { $0.test.hypothesis == .claim || $0.verdict == nil ? nil : $0 }
  }

  /// What the metric answers to its question, in the word that every sentence and table uses; nil where nothing may be concluded.
  package var word: Verdict? {
    guard let verdict, verdict != .worse, let asked = wordedQuestion?.verdict else { return verdict }
    guard asked == .lower || asked == .higher || asked == .inconclusive else { return asked }
    return isRuledOut && (daily.result?.isRuledOut ?? true) ? .ruledOut : .inconclusive
  }

  /// Whether the two-sided interval excludes all that would answer the metric's question with yes.
  package var isRuledOut: Bool {
    guard let test = wordedQuestion?.test, let answer = self[test.estimand],
      answer.test.alternative == .twoSided, let interval = answer.interval
    else { return false }
    switch test.null {
    case .value(let bound, .less): return interval.lower > bound
    case .value(let bound, _): return interval.upper < bound
    case .outside(let lower, let upper): return interval.lower > upper || interval.upper < lower
    }
  }

  /// Whether the metric would be better, did its change not depend on the day of exposure.
  package var dependsOnDays: Bool {
    (scales + [question].compactMap(\.self)).contains { $0.warnings.contains(.dependsOnDays) }
  }

  /// Whether the metric got worse, by no more than its margin.
  package var isWorseWithinMargin: Bool { verdict == .worse && (question?.isWithinMargin ?? false) }

  /// The answer that a decision rests on; nil where the method that is to decide says nothing, for then nothing decides.
  package var deciding: Answer? {
    switch decider {
    case .interval: leading
    case .alternative: alternative.flatMap { $0.verdict == nil && $0.status == nil ? nil : $0 }
    }
  }
}
