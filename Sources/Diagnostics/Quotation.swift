/// The user's text in double quotes, fit for one line of a message.
///
/// Control characters and line separators are spelled as escapes, and text longer than 60 characters is cut with an
/// ellipsis: a message must neither break the terminal nor repeat a megabyte.
package func quoted(_ text: String) -> String {
  "\"" + shortened(text) + "\""
}

/// The user's text without quotes, escaped and cut as in `quoted(_:)`.
package func shortened(_ text: String) -> String {
  let limit = 60
  var result = ""
  for (index, scalar) in text.unicodeScalars.enumerated() {
    if index == limit { return result + "…" }
    result += spelled(scalar)
  }
  return result
}

/// One character as it may stand in a message.
package func spelled(_ scalar: Unicode.Scalar) -> String {
  switch scalar.properties.generalCategory {
  case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned: codePoint(scalar)
  default: String(scalar)
  }
}

extension Unicode.Scalar {
  /// Whether it steers a terminal, turns the direction of the text around it, or takes no place at all: controls, the
  /// embeddings, overrides and isolates of bidirectional text, breaks of lines, and blanks of no width.
  package var isUnprintable: Bool {
    switch properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator: true
    default: Self.invisible.contains { $0.contains(value) }
    }
  }

  private static let invisible: [ClosedRange<UInt32>] = [
    0x202A...0x202E, 0x2066...0x2069, 0x200B...0x200B, 0x2060...0x2060, 0xFEFF...0xFEFF,
  ]
}

/// The text of data as a file shows it: what cannot be seen is spelled by its number.
package func visible(_ text: String) -> String {
  guard text.unicodeScalars.contains(where: \.isUnprintable) else { return text }
  return text.unicodeScalars.map { $0.isUnprintable ? codePoint($0) : String($0) }.joined()
}

/// A character by its number in Unicode: `U+00A0`.
package func codePoint(_ scalar: Unicode.Scalar) -> String {
  let digits = String(scalar.value, radix: 16, uppercase: true)
  return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
}

/// Words as a list in a sentence: `a, b, c`.
package func listed(_ words: [String]) -> String {
  words.joined(separator: ", ")
}

/// The words that may be used, as a remedy: `use "fixed"`, `use one of drop, zero`.
package func use(oneOf words: [String]) -> String {
  words.count == 1 ? "use \(quoted(words[0]))" : "use one of \(listed(words))"
}

/// A number as a sentence has it, in its shortest form: whole numbers without a decimal point.
package func decimal(_ value: Double) -> String {
  value == value.rounded() && abs(value) < 1e15 ? "\(Int(value))" : "\(value)"
}
