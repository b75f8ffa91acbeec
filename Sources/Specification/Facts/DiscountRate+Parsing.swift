internal import Diagnostics
internal import Terms

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
