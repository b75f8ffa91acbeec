/// What a test says in one word, seen from the metric's good direction.
public enum Verdict: String, Sendable, CaseIterable {
  case better
  case worse
  /// Significant, on a metric without a good direction or without randomization.
  case different
  /// Not significant: the interval says what remains possible.
  case inconclusive
  /// Worse by no more than the margin.
  case nonInferior = "non-inferior"
  /// Different by less than the margin.
  case equivalent
  /// Not in contradiction with a published effect, which does not confirm it.
  case compatible
  /// Smaller than a published effect by more than chance allows.
  case refuted
  /// Equal to a published effect within a factor of 1.25.
  case confirmed
  /// Larger than a published effect by more than chance allows.
  case exceeded
}

extension Verdict {
  package var tone: Tone {
    switch self {
    case .better, .nonInferior, .equivalent, .confirmed, .exceeded: .good
    case .worse, .refuted: .bad
    case .different, .inconclusive, .compatible: .neutral
    }
  }
}
