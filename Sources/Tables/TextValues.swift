/// How text columns write values, beside plain texts and numbers with a decimal point.
package struct TextValues: Sendable, Hashable {
  /// Whether a comma stands before decimals; a point then makes no number.
  package let hasDecimalComma: Bool
  /// Texts that mean a missing value, beside the empty one.
  package let nullTexts: [String]

  package init(hasDecimalComma: Bool = false, nullTexts: [String] = []) {
    self.hasDecimalComma = hasDecimalComma
    self.nullTexts = nullTexts
  }
}
