package import Diagnostics
package import Terms

extension ValueReader {
  /// A string; the character U+0000, which no engine takes, is refused.
  package func text() -> PlacedText? {
    guard case .string(let text) = node.value else { return mismatch("a string", remedy: quotedRemedy) }
    if let index = text.text.unicodeScalars.firstIndex(of: "\0") {
      let offset = text.text.unicodeScalars.distance(from: text.text.startIndex, to: index)
      faults.error(
        .invalidName, at: text.place(at: offset), "\(name) has the character U+0000",
        remedy: "remove the escape \\u0000")
      return nil
    }
    return text
  }

  /// Free text, which is never parsed; what would turn the text around it, or a terminal, is refused.
  package func string() -> Positioned<String>? {
    guard let text = text() else { return nil }
    if let found = text.text.unicodeScalars.first(where: { $0.isUnprintable && !"\n\r\t".unicodeScalars.contains($0) })
    {
      return unprintable(text, found)
    }
    return Positioned(text.text, at: place)
  }

  /// What a report calls something: no two names look the same, and none of them looks like nothing.
  package func displayName() -> Positioned<String>? {
    guard let label = label(), let text = text() else { return nil }
    if let found = text.text.unicodeScalars.first(where: \.isUnprintable) { return unprintable(text, found) }
    guard let first = label.value.first, let last = label.value.last, !first.isWhitespace, !last.isWhitespace else {
      let isBlank = label.value.allSatisfy(\.isWhitespace)
      faults.error(
        .invalidName, at: place,
        isBlank ? "\(name) is blank" : "\(name) begins or ends with a blank: \(quoted(label.value))",
        remedy: isBlank ? "write at least one character" : "remove the blank")
      return nil
    }
    return label
  }

  private func unprintable<Value>(_ text: PlacedText, _ scalar: Unicode.Scalar) -> Value? {
    let scalars = text.text.unicodeScalars
    let offset = scalars.prefix { $0 != scalar }.count
    faults.error(
      .invalidName, at: text.place(at: offset), "\(name) has the character \(codePoint(scalar)), which cannot be seen",
      remedy: "remove it")
    return nil
  }

  /// A name of something: a column, a variant, a label in the data; it has characters, and no control characters.
  package func label() -> Positioned<String>? {
    guard let text = text() else { return nil }
    guard !text.text.isEmpty else {
      faults.error(.invalidName, at: place, "\(name) is empty", remedy: "write at least one character")
      return nil
    }
    let scalars = text.text.unicodeScalars
    let breaking: [Unicode.GeneralCategory] = [.control, .lineSeparator, .paragraphSeparator]
    if let index = scalars.firstIndex(where: { breaking.contains($0.properties.generalCategory) }) {
      let offset = scalars.distance(from: scalars.startIndex, to: index)
      faults.error(
        .invalidName, at: text.place(at: offset), "\(name) has the control character \(codePoint(scalars[index]))",
        remedy: "remove it: a name is on one line")
      return nil
    }
    return Positioned(text.text, at: place)
  }

  /// A named value.
  package func word<Value>(_ vocabulary: Vocabulary<Value>) -> Positioned<Value>? {
    guard let text = text() else { return nil }
    if let match = vocabulary.words.first(where: { $0.word == text.text }) { return Positioned(match.value, at: place) }
    let words = vocabulary.words.map(\.word)
    let use = use(oneOf: words) + (vocabulary.form.map { ", or write \($0)" } ?? "")
    if vocabulary.planned.contains(text.text) {
      faults.error(
        .notSupportedYet, at: place, "the \(vocabulary.noun) \(quoted(text.text)) is not supported yet",
        remedy: use)
      return nil
    }
    let near = suggestion(for: text.text, among: words + vocabulary.planned).map { "did you mean \(quoted($0))?" }
    let remedies = [near, near != nil && words.count == 1 && vocabulary.form == nil ? nil : use].compactMap { $0 }
    faults.error(
      .unknownValue, at: place, "unknown \(vocabulary.noun) \(quoted(text.text))",
      remedy: remedies.joined(separator: " "))
    return nil
  }

  /// How to write a number or truth value as text.
  private var quotedRemedy: String? {
    switch node.value {
    case .number(let text, _): "put it in double quotes: \(quoted(text))"
    case .bool(let value): "put it in double quotes: \"\(value)\""
    case .array, .object, .string, .null: nil
    }
  }
}
