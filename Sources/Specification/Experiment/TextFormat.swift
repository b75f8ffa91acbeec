import Diagnostics
internal import Terms

/// How text files write their fields.
public struct TextFormat: Sendable, Equatable {
  /// The character between fields; nil is the comma of CSV or the tab of TSV.
  public let delimiter: Character?
  /// Whether a comma stands before decimals.
  public let hasDecimalComma: Bool
  /// Texts that mean a missing value, beside the empty one.
  public let nullTexts: [String]

  static let standard = TextFormat(delimiter: nil, hasDecimalComma: false, nullTexts: [])
}

extension ObjectReader {
  /// The keys `delimiter`, `decimal` and `null` of the data.
  func textFormat() -> TextFormat {
    TextFormat(
      delimiter: value("delimiter")?.delimiter(),
      hasDecimalComma: word("decimal", Vocabularies.decimal)?.value ?? false,
      nullTexts: value("null")?.labels(duplicate: .duplicateNullText)?.map(\.value) ?? [])
  }
}

extension ValueReader {
  fileprivate func delimiter() -> Character? {
    guard let text = text() else { return nil }
    let refused: Set<Character> = ["\"", "\n", "\r", "\r\n"]
    guard text.text.utf8.count == 1, let character = text.text.first, !refused.contains(character) else {
      faults.error(
        .outOfRange, at: place,
        "\(name) must be one ASCII character other than a quote or a line break, found \(quoted(text.text))",
        remedy: "write for example \";\"")
      return nil
    }
    return character
  }
}
