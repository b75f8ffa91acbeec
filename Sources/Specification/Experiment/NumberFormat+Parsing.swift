import Diagnostics
internal import Terms

extension KeyTable {
  package static let numbers = KeyTable([
    .optional("decimal", "the character before decimals"),
    .optional("thousands", "the character between groups of three digits"),
    .optional("currency", "whether a currency may stand before or after a number"),
    .optional("percent", "whether a percent sign divides a number by 100"),
    .optional("parentheses", "whether a number in parentheses is negative"),
  ])
}

extension ValueReader {
  /// How numbers are written; keys that are left out are those of another format.
  func numberFormat(basedOn base: NumberFormat) -> NumberFormat? {
    guard let object = ObjectReader(node, name, .numbers, faults: faults) else { return nil }
    var format = base
    if let decimal = object.word("decimal", Vocabularies.decimal) { format.hasDecimalComma = decimal.value }
    if let thousands = object.word("thousands", Vocabularies.thousands) { format.thousands = thousands.value }
    if let currency = object.value("currency")?.flag() { format.hasCurrency = currency.value }
    if let percent = object.value("percent")?.flag() { format.hasPercent = percent.value }
    if let parentheses = object.value("parentheses")?.flag() { format.hasParentheses = parentheses.value }
    guard format.thousands != (format.hasDecimalComma ? .comma : .point) else {
      let (decimal, other) = format.hasDecimalComma ? (",", ".") : (".", ",")
      faults.error(
        .outOfRange, at: place, "\(quoted(decimal)) cannot be both \"decimal\" and \"thousands\"",
        remedy:
          "write \"decimal\": \(quoted(other)) if \(quoted(decimal)) separates thousands, or another \"thousands\"")
      return nil
    }
    return format
  }
}
