/// What the data say of a published effect; the rules are tried in this order.
package enum ClaimAnswer: String, Sendable, CaseIterable {
  /// The effect is smaller than claimed: one-sided p < α for "at least as large as claimed".
  case refuted
  /// The effect is the claimed one up to the declared factor: both one-sided tests reject.
  case confirmed
  /// The data do not contradict the claim, which is not a confirmation: two-sided p ≥ α.
  case compatible
  /// The effect is larger than claimed: two-sided p < α on the far side of the claim.
  case exceeded
}
