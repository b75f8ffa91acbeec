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

  /// - Precondition: there is a scale.
  init(
    control: String, variant: String, scales: [Answer], alternatives: [AlternativeAnswer], question: Answer?,
    decider: Decider
  ) {
    precondition(!scales.isEmpty)
    self.control = control
    self.variant = variant
    self.scales = scales
    self.alternatives = alternatives
    self.question = question
    self.decider = decider
  }

  package var leading: Answer { scales[0] }

  package subscript(estimand: Estimand) -> Answer? { scales.first { $0.estimand == estimand } }
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

  /// The answer of another method that gives the verdict in the place of the leading one; nil where none does.
  package var outsider: Answer? { alternative.flatMap { $0.verdict == nil ? nil : $0 } }

  /// Whether the sides differ, in one word; nil where nothing may be concluded.
  package var verdict: Verdict? { (outsider ?? leading).verdict }

  /// The answer that a decision rests on; nil where the method that is to decide says nothing, for then nothing decides.
  var deciding: Answer? {
    switch decider {
    case .interval: leading
    case .alternative: alternative.flatMap { $0.verdict == nil && $0.status == nil ? nil : $0 }
    }
  }
}
