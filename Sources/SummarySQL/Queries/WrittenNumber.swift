internal import Terms

/// A text that is read as a number in the format of its column; NULL where the format does not describe the text.
struct WrittenNumber {
  let dialect: any SQLDialect
  /// SQL of the text; blanks around it do not matter.
  let text: String
  let format: NumberFormat

  /// A double.
  ///
  /// Most texts have nothing but digits and a point, which a cast alone reads; only texts with a mark of the format are taken apart.
  var value: String {
    let isOrdinary = marks.isEmpty ? ordinary : "case when \(hasMark) then \(takenApart) else \(ordinary) end"
    return format.hasCurrency ? "coalesce(\(isOrdinary), \(takenApart))" : isOrdinary
  }

  /// Digits, a decimal character, a sign and an exponent, between blanks of any kind. An engine may take `1_000` for a number, which is nobody's format.
  private var ordinary: String {
    let other = format.hasDecimalComma ? [".", "_"] : ["_"]
    let isOther = other.map { dialect.contains(text, $0) }.joined(separator: " or ")
    let pointed = format.hasDecimalComma ? "replace(\(text), ',', '.')" : text
    let asItStands = dialect.tolerantNumber("case when not (\(isOther)) then \(pointed) end")
    // A cast knows the blanks of ASCII only. The others are looked for where it read nothing.
    return "coalesce(\(asItStands), \(dialect.tolerantNumber("case when not (\(isOther)) then trim(\(pointed)) end")))"
  }

  /// What a text cannot have if it is ordinary, of what the format allows.
  private var marks: [String] {
    (format.thousands?.characters ?? []) + (format.hasPercent ? ["%"] : []) + (format.hasParentheses ? ["("] : [])
  }

  private var hasMark: String { marks.map { dialect.contains(text, $0) }.joined(separator: " or ") }

  /// The sign, the digits and the power of ten of a text that fits the pattern as a whole.
  private var takenApart: String {
    let isNegative = dialect.matches(text, "^[^0-9]*[-−\(format.hasParentheses ? "(" : "")]")
    var digits = dialect.firstGroup(of: text, pattern)
    if let thousands = format.thousands {
      digits = "translate(\(digits), \(dialect.literal(thousands.characters.joined())), '')"
    }
    if format.hasDecimalComma { digits = "replace(\(digits), ',', '.')" }
    let parts =
      ["case when \(isNegative) then '-' else '' end", digits]
      + (format.hasPercent ? ["case when \(dialect.contains(text, "%")) then 'e-2' else '' end"] : [])
    let number = dialect.tolerantNumber(parts.joined(separator: " || "))
    guard format.hasParentheses else { return number }
    return "case when \(dialect.contains(text, "(")) = \(dialect.contains(text, ")")) then \(number) end"
  }

  /// The digits are its first group.
  private var pattern: String {
    let blank = "[\\s\\x{A0}\\x{2009}\\x{202F}]*"
    let currency = format.hasCurrency ? "(?:\(Self.currency)\(blank))?" : ""
    let groups = format.thousands.map { "[1-9][0-9]{0,2}(?:\($0.pattern)[0-9]{3})+|" } ?? ""
    let point = format.hasDecimalComma ? "," : "\\."
    let digits = "((?:\(groups)[0-9]+)(?:\(point)[0-9]*)?(?:[eE][-+]?[0-9]+)?|\(point)[0-9]+)"
    let sign = "(?:[-+−]\(blank))?"
    let percent = format.hasPercent ? "(?:\(blank)%)?" : ""
    let (open, close) = format.hasParentheses ? ("\\(?\(blank)", "\(blank)\\)?") : ("", "")
    let before = format.hasCurrency ? "(?:\(sign)\(currency)|\(currency)\(sign))" : sign
    let after = format.hasCurrency ? "(?:\(blank)\(Self.currency))?" : ""
    return "^\(blank)\(open)\(before)\(digits)\(after)\(percent)\(close)\(blank)$"
  }

  /// A sign, perhaps of a country, or letters.
  private static let currency = "(?:[A-Z]{0,3}\\p{Sc}|[A-Z]{3}|kr\\.?|Fr\\.?|zł|Kč|Ft)"
}

extension NumberFormat.Thousands {
  /// What stands between groups, in all forms in which it is written.
  fileprivate var characters: [String] {
    switch self {
    case .comma, .point: [rawValue]
    case .space: [" ", "\u{A0}", "\u{2009}", "\u{202F}"]
    case .apostrophe: ["'", "\u{2019}"]
    }
  }

  fileprivate var pattern: String {
    switch self {
    case .comma: ","
    case .point: "\\."
    case .space: "[ \\x{A0}\\x{2009}\\x{202F}]"
    case .apostrophe: "['\\x{2019}]"
    }
  }
}
