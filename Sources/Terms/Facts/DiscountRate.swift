/// What a later event is worth less: a value v at the age t from exposure counts as v/(1 + r)^t, with t in years of 365.25
/// days (Methods/means-and-counts, "Discounted values").
package struct DiscountRate: Sendable, Hashable {
  /// r, a fraction per year.
  package let perYear: Double
  /// The rate as the user wrote it.
  package let text: String

  /// Microseconds.
  package static let year = 31_557_600_000_000

  package init(perYear: Double, text: String) { (self.perYear, self.text) = (perYear, text) }
}
