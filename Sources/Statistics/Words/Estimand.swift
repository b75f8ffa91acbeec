/// The scale on which variant and control are compared (Methods/assumptions-and-scales, "Scales").
public enum Estimand: String, Sendable, CaseIterable {
  /// θ₁ − θ₀, in the metric's own unit.
  case absolute
  /// θ₁/θ₀ − 1, a fraction: 0.05 is +5 %.
  case relative
  /// [θ₁/(1−θ₁)] / [θ₀/(1−θ₀)], for probabilities only.
  case oddsRatio = "odds-ratio"
}
