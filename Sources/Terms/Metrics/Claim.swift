/// A published effect that the result is held against (Methods/published-claims).
public struct Claim: Sendable, Equatable {
  /// The claimed value of the variant over that of the control: 3.02 for `"+202%"`, 3 for `"3x"`.
  public let ratio: Double
  /// The claim as the user wrote it.
  public let text: String

  package init(ratio: Double, text: String) { (self.ratio, self.text) = (ratio, text) }
}
