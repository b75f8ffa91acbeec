/// How a text writes a number: what may stand in it beside its digits, sign and exponent.
///
/// Nothing is guessed: a text that the format does not describe is no number.
package struct NumberFormat: Sendable, Hashable {
  /// What separates groups of three digits.
  package enum Thousands: String, Sendable, CaseIterable {
    case comma = ","
    case point = "."
    case space = " "
    case apostrophe = "'"
  }

  /// Whether a comma stands before decimals, and no point.
  package var hasDecimalComma: Bool
  /// nil where digits are not grouped; of a number with separators every group has three digits.
  package var thousands: Thousands?
  /// Whether a sign or the letters of a currency may stand before or after the digits.
  package var hasCurrency: Bool
  /// Whether a percent sign divides by 100.
  package var hasPercent: Bool
  /// Whether parentheses around a number make it negative.
  package var hasParentheses: Bool

  package init(
    hasDecimalComma: Bool = false, thousands: Thousands? = nil, hasCurrency: Bool = false, hasPercent: Bool = false,
    hasParentheses: Bool = false
  ) {
    (self.hasDecimalComma, self.thousands) = (hasDecimalComma, thousands)
    (self.hasCurrency, self.hasPercent, self.hasParentheses) = (hasCurrency, hasPercent, hasParentheses)
  }

  /// Digits with a decimal point: `-1234.5`, `6e-3`.
  package static let plain = NumberFormat()
}

extension NumberFormat {
  /// The formats that may be proposed for texts that are not numbers in the format of their column, the simplest first.
  package static let candidates: [NumberFormat] = {
    let separators: [(Bool, Thousands?)] = [
      (false, nil), (true, nil), (false, .comma), (true, .point), (false, .space), (true, .space), (false, .apostrophe),
      (true, .apostrophe),
    ]
    let all = separators.flatMap { hasComma, thousands in
      (0..<8).map { bits in
        NumberFormat(
          hasDecimalComma: hasComma, thousands: thousands, hasCurrency: bits & 1 != 0, hasPercent: bits & 2 != 0,
          hasParentheses: bits & 4 != 0)
      }
    }
    return (0...5).flatMap { features in all.filter { $0.features == features } }
  }()

  /// How many keys of a spec say it.
  package var features: Int {
    [hasDecimalComma, thousands != nil, hasCurrency, hasPercent, hasParentheses].count { $0 }
  }

  /// The keys of a spec that say it of one column, `{ "decimal": ",", "thousands": "." }`, where those of `base` hold unless
  /// the column says otherwise. What the base allows beside it stays allowed.
  package func inSpec(basedOn base: NumberFormat) -> String {
    let decimal = "\"decimal\": \"\(hasDecimalComma ? "," : ".")\""
    let parts =
      (hasDecimalComma != base.hasDecimalComma ? [decimal] : [])
      + (newThousands(basedOn: base).map { ["\"thousands\": \"\($0.rawValue)\""] } ?? [])
      + (hasCurrency && !base.hasCurrency ? ["\"currency\": true"] : [])
      + (hasPercent && !base.hasPercent ? ["\"percent\": true"] : [])
      + (hasParentheses && !base.hasParentheses ? ["\"parentheses\": true"] : [])
    return "{ \((parts.isEmpty ? [decimal] : parts).joined(separator: ", ")) }"
  }

  /// What must be said of groups: the base's separator cannot be the decimal character.
  private func newThousands(basedOn base: NumberFormat) -> Thousands? {
    if let thousands { return thousands == base.thousands ? nil : thousands }
    let (taken, free) = hasDecimalComma ? (Thousands.comma, Thousands.point) : (.point, .comma)
    return base.thousands == taken ? free : nil
  }
}
