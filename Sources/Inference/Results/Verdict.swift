/// What a test says in one word, seen from the metric's good direction.
public enum Verdict: String, Sendable, CaseIterable {
  case better
  case worse
  /// Significant, on a metric without a good direction.
  case different
  /// Not significant: the interval says what remains possible.
  case inconclusive
}
