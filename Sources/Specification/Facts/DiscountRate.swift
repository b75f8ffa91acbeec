import Diagnostics

/// What a later event is worth less: a value v at the age t from exposure counts as v/(1 + r)^t, with t in years of 365.25
/// days (`methods.md` 20, level 1).
package struct DiscountRate: Sendable, Hashable {
  /// r, a fraction per year.
  package let perYear: Double
  /// As the user wrote it.
  package let text: String

  /// Microseconds.
  package static let year = 31_557_600_000_000
}

extension ValueReader {
  /// A yearly rate such as `"10%"`.
  func discountRate() -> DiscountRate? {
    let remedy = "write the rate per year, such as \"10%\""
    guard case .string(let text) = node.value else { return mismatch("a rate", remedy: remedy) }
    guard case .relative(let rate)? = Amount(text.text) else {
      faults.error(.invalidAmount, at: place, "\(name) is not a rate: \(quoted(text.text))", remedy: remedy)
      return nil
    }
    return DiscountRate(perYear: rate, text: text.text)
  }
}
