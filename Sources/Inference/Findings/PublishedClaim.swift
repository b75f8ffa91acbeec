internal import Diagnostics
internal import Planning
internal import Statistics
internal import Terms

/// A published lift held against the data, with four answers that belong together (Methods/published-claims).
public struct PublishedClaim: Sendable, Equatable {
  public let metric: String
  public let control: String
  public let variant: String
  /// The claim as the spec writes it: `+202%`, `3x`.
  public let text: String
  /// A fraction of the control's value.
  public let lift: Double
  /// nil where there is no lift to hold it against; then also the p-values are.
  public let answer: Verdict?
  /// Two-sided, of the claim itself.
  public let compatibilityP: Double?
  /// One-sided, of "at least as large as claimed": small means refuted.
  public let atLeastP: Double?
  /// The p-value of "not the claimed effect up to a factor of 1.25": small means confirmed.
  public let equivalenceP: Double?

  /// The factor within which an effect counts as the claimed one.
  public static let factor = ClaimTest.defaultFactor

  /// nil where the metric has no claim.
  init?(_ draft: ComparisonDraft) {
    guard let claim = draft.metric.claim, draft.comparison.contrast.isOfAverages else { return nil }
    metric = draft.metric.name
    control = draft.comparison.control
    variant = draft.comparison.variant
    text = claim.text
    lift = claim.ratio - 1
    let test = try? ClaimTest(draft.estimate, ratio: claim.ratio, alpha: draft.metric.alpha, at: draft.look)
    answer = test.map { Verdict($0.answer) }
    compatibilityP = test?.compatibility.pValue
    atLeastP = test?.atLeastAsLarge.pValue
    equivalenceP = test?.equivalenceP
  }
}
