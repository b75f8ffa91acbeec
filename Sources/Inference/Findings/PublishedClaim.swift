internal import Diagnostics
internal import Planning
package import Statistics
internal import Terms

/// A published lift held against the interval of the measured one (Methods/published-claims).
public struct PublishedClaim: Sendable, Equatable {
  public let metric: String
  public let control: String
  public let variant: String
  /// The claim as the spec writes it: `+202%`, `3x`.
  public let text: String
  /// The claimed lift, a fraction of the control's value.
  public let lift: Double
  /// The share of it that must be established, between 0 and 1.
  public let share: Double
  /// nil where there is no interval of the lift.
  public let answer: Verdict?
  /// Of the lift, which the answer is read from.
  package let interval: Interval?
  /// Of the two-sided test of exactly the claimed lift; no answer rests on it.
  public let compatibilityP: Double?
  /// What the rows of analysis are: `units`, `clusters`.
  package let rows: String
  /// Rows of analysis a variant that would tell; nil where the answer is not open, or no number of units would.
  public let unitsToDecide: Int?

  /// nil where the metric has no claim, or its claim is about another variant.
  init?(_ draft: ComparisonDraft) {
    guard let claim = draft.metric.claim, draft.comparison.contrast.isOfAverages,
      draft.tests.contains(where: { $0.hypothesis == .claim })
    else { return nil }
    metric = draft.metric.name
    control = draft.comparison.control
    variant = draft.comparison.variant
    (text, lift, share) = (claim.text, claim.ratio - 1, claim.share)
    let estimate = draft.estimate
    // The limits of a one-sided metric are each wrong as often as those of a two-sided one are on one side.
    let alpha = draft.metric.alternative == .twoSided ? draft.metric.alpha : 2 * draft.metric.alpha
    let test = try? ClaimTest(estimate, ratio: claim.ratio, share: claim.share, alpha: alpha, at: draft.look)
    answer = test.map { Verdict($0.answer) }
    interval = test.map { draft.metric.possible($0.interval, on: .relative) }
    compatibilityP = test?.compatibility?.pValue
    rows = draft.metric.isClustered ? "clusters" : "units"
    let units = Double(estimate.counts.control + estimate.counts.variant) / 2
    unitsToDecide = test.flatMap { $0.answer == .undecided ? $0.unitsToDecide : nil }
      .flatMap { Int(exactly: (units * $0).rounded(.up)) }
  }
}

extension ComparisonSource {
  /// Whether the metric's own question is about a comparison: a published effect is that of one variant.
  func isMeant(_ comparison: Comparison) -> Bool {
    guard let claim = metric.claim, metric.method.comparesVariants else { return true }
    return plan.isOfTreatment(comparison) && claim.variant.map { $0.value == comparison.variant } ?? true
  }
}
