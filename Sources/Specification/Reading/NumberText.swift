/// A decimal number inside text, such as the `2.5` of `"2.5%"`; nil when the text is anything else.
///
/// An optional sign, digits, and optionally a decimal point with digits: no exponent, no spaces, no thousands separators.
func decimalNumber(_ text: some StringProtocol) -> Double? {
  var rest = text[...]
  if rest.hasPrefix("-") || rest.hasPrefix("+") { rest.removeFirst() }
  let parts = rest.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
  guard parts.allSatisfy({ !$0.isEmpty && $0.allSatisfy(isDigit) }) else { return nil }
  guard let value = Double(String(text)), value.isFinite else { return nil }
  return value
}
