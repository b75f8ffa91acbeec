import Diagnostics

/// The characters of a spec file, decoded strictly.
struct SourceText {
  let file: String
  let scalars: [Unicode.Scalar]

  /// Decodes UTF-8 with or without a byte-order mark.
  ///
  /// Throws when the file is larger than `SpecLimits.fileSize`, which is found before anything is decoded, or when a
  /// sequence of bytes is not UTF-8 (RFC 3629: no overlong forms, no surrogates).
  init(bytes: [UInt8], file: String) throws(SyntaxFault) {
    let start = SourcePlace(file: file, line: 1, column: 1)
    guard bytes.count <= SpecLimits.fileSize else {
      throw SyntaxFault(
        .fileTooLarge, at: start, "the file has more than \(SpecLimits.fileSize) bytes, the maximum for a spec",
        remedy: "check the path; data belongs in a file of its own, named by \"source\"")
    }
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    let text = bytes.starts(with: mark) ? bytes.dropFirst(mark.count) : bytes[...]
    var scalars: [Unicode.Scalar] = []
    scalars.reserveCapacity(text.count)
    var decoder = UTF8()
    var iterator = text.makeIterator()
    decoding: while true {
      switch decoder.decode(&iterator) {
      case .scalarValue(let scalar): scalars.append(scalar)
      case .emptyInput: break decoding
      case .error:
        var cursor = TextCursor(scalars, file: file)
        while cursor.current != nil { cursor.advance() }
        throw SyntaxFault(
          .invalidUTF8, at: cursor.place, "the file is not valid UTF-8 from here on",
          remedy: "save the file as UTF-8")
      }
    }
    self.file = file
    self.scalars = scalars
  }
}
