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
  /// In contradiction with a published effect.
  case incompatible
}
