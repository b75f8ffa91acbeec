import Diagnostics
internal import Terms

extension JSONParser {
  /// Reads a string, and remembers where each of its characters stands as soon as an escape shifts them.
  mutating func string() throws(SyntaxFault) -> PlacedText {
    let open = cursor.place
    cursor.advance()
    let start = cursor.place
    var text = String.UnicodeScalarView()
    var count = 0
    var offsets: [Int]?
    while let scalar = cursor.current {
      let offset = cursor.column - start.column
      switch scalar {
      case "\"":
        offsets?.append(offset)
        cursor.advance()
        return PlacedText(String(text), at: start, offsets: offsets)
      case "\\":
        if offsets == nil { offsets = Array(0..<count) }
        text.append(try escape(open))
      case "\n", "\r":
        throw SyntaxFault(
          .jsonSyntax, at: open, "the string is not closed on its line",
          remedy: "close it with a double quote, or write a line break as \\n")
      case "\u{0}"..."\u{1F}":
        throw fault(
          "the control character \(codePoint(scalar)) is not allowed in a string",
          remedy: scalar == "\t" ? "write a tab as \\t" : "remove it, or write it as an escape")
      default:
        text.append(scalar)
        cursor.advance()
      }
      offsets?.append(offset)
      count += 1
    }
    throw neverClosed(open)
  }

  private func neverClosed(_ open: SourcePlace) -> SyntaxFault {
    SyntaxFault(
      .jsonSyntax, at: open, "the string is not closed before the end of the file",
      remedy: "close it with a double quote")
  }

  private mutating func escape(_ open: SourcePlace) throws(SyntaxFault) -> Unicode.Scalar {
    let simple: [Unicode.Scalar: Unicode.Scalar] = [
      "\"": "\"", "\\": "\\", "/": "/", "b": "\u{8}", "f": "\u{C}", "n": "\n", "r": "\r", "t": "\t",
    ]
    guard let letter = cursor.peek() else { throw neverClosed(open) }
    if letter == "u" { return try unicodeEscape() }
    guard let scalar = simple[letter] else {
      throw fault(
        "\"\\\(spelled(letter))\" is not an escape",
        remedy: "write a backslash as \\\\; the escapes are \\\" \\\\ \\/ \\b \\f \\n \\r \\t \\uXXXX")
    }
    cursor.advance()
    cursor.advance()
    return scalar
  }

  /// Reads `\uXXXX`, or the two of them that make a surrogate pair.
  private mutating func unicodeEscape() throws(SyntaxFault) -> Unicode.Scalar {
    let place = cursor.place
    let first = try codeUnit()
    if let scalar = Unicode.Scalar(first) { return scalar }
    let lone = SyntaxFault(
      .jsonSyntax, at: place, "the escape is only half of a surrogate pair", remedy: "write the character itself")
    guard UTF16.isLeadSurrogate(first), cursor.current == "\\", cursor.peek() == "u" else { throw lone }
    let second = try codeUnit()
    guard UTF16.isTrailSurrogate(second) else { throw lone }
    return UTF16.decode(UTF16.EncodedScalar([first, second]))
  }

  private mutating func codeUnit() throws(SyntaxFault) -> UInt16 {
    let place = cursor.place
    cursor.advance()
    cursor.advance()
    var unit: UInt16 = 0
    for _ in 0..<4 {
      guard let scalar = cursor.current, scalar.isASCII, let digit = Character(scalar).hexDigitValue else {
        throw SyntaxFault(
          .jsonSyntax, at: place, "\"\\u\" needs four hexadecimal digits", remedy: "write for example \\u00e9")
      }
      unit = unit << 4 | UInt16(digit)
      cursor.advance()
    }
    return unit
  }
}
