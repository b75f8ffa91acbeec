/// What a test says in one word, seen from the metric's good direction.
public enum Verdict: String, Sendable, CaseIterable {
  case better
  /// Found by the family of tests for harm, which alone gives this word.
  case worse
  /// Significant by itself and on the bad side, though no harm that the family of such tests finds.
  case lower
  case higher
  /// Significant, on a metric without a good direction or without randomization.
  case different
  /// Not significant: the interval says what remains possible.
  case inconclusive
  /// Worse by no more than the margin.
  case nonInferior = "non-inferior"
  /// Different by less than the margin.
  case equivalent
  /// All that would answer the question with yes is excluded.
  case ruledOut = "ruled out"
  /// Larger than a published effect.
  case exceeded
  /// As a published effect says, up to what chance allows.
  case confirmed
  /// The share of a published effect that must be established is, but not all of it.
  case confirmedButSmaller = "confirmed-but-smaller"
  /// Not even that share of a published effect is there.
  case refuted
  /// In the direction of a published effect, and smaller.
  case smaller
  /// Smaller than a published effect, and perhaps none.
  case notReproduced = "not-reproduced"
  /// Too little is known for an answer on a published effect.
  case undecided
}

extension Verdict {
  package var tone: Tone {
    switch self {
    case .better, .nonInferior, .equivalent, .confirmed, .confirmedButSmaller, .exceeded: .good
    case .worse, .refuted: .bad
    case .lower, .higher, .smaller, .notReproduced, .ruledOut: .warning
    case .different, .inconclusive, .undecided: .neutral
    }
  }
}
