public import Diagnostics

/// A published effect that the result is held against (Methods/published-claims).
public struct Claim: Sendable, Equatable {
  /// The claimed value of the variant over that of the control: 3.02 for `"+202%"`, 3 for `"3x"`.
  public let ratio: Double
  /// The claim as the user wrote it.
  public let text: String
  /// The share of the claimed lift that must be established, between 0 and 1.
  public let share: Double
  /// The variant that the claim is about; nil where there is only one.
  public let variant: Positioned<String>?

  /// The share that must be established unless the spec names one.
  public static let defaultShare = 0.5

  package init(ratio: Double, text: String, share: Double = defaultShare, variant: Positioned<String>? = nil) {
    (self.ratio, self.text, self.share, self.variant) = (ratio, text, share, variant)
  }
}
