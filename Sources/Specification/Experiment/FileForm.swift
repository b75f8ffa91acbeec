public import Diagnostics
internal import Terms

/// How the bytes of text files stand for a table, as far as the spec says so; the rest is told by the files themselves.
public struct FileForm: Sendable, Equatable {
  /// nil is told by the endings of the names.
  public var format: SourceFormat?
  /// nil is UTF-8, or what the mark at the beginning of a file says.
  public var encoding: Positioned<SourceEncoding>?
  /// The character between fields; nil is the comma of CSV or the tab of TSV.
  public var delimiter: Positioned<Character>?
  /// The character at the beginning of lines that are comments; nil where there are none.
  public var comment: Positioned<Character>?
  /// Lines before the header.
  public var skip: Positioned<Int>?

  static let standard = FileForm()

  /// The form of one source where another one, of all data, says what this one leaves open. Title lines belong to one source.
  func based(on other: FileForm) -> FileForm {
    FileForm(
      format: format, encoding: encoding ?? other.encoding, delimiter: delimiter ?? other.delimiter,
      comment: comment ?? other.comment, skip: skip)
  }
}

/// The encodings of text files.
public enum SourceEncoding: String, Sendable, CaseIterable {
  case utf8 = "utf-8"
  case utf16 = "utf-16"
  case latin1 = "latin-1"
  case windows1252 = "windows-1252"
}

extension KeyTable {
  /// The keys that say how files are written, of all data or of one source.
  static let fileForm: [KeyRule] = [
    .optional("format", "the format of files whose names do not tell it"),
    .optional("encoding", "how bytes stand for characters"),
    .optional("delimiter", "the character between fields"),
    .optional("comment", "the character that lines begin with which are comments"),
    .optional("skip", "the number of lines before the header"),
  ]
}

extension ObjectReader {
  /// The keys that say how files are written.
  func fileForm() -> FileForm {
    FileForm(
      format: word("format", Vocabularies.format)?.value, encoding: word("encoding", Vocabularies.encoding),
      delimiter: value("delimiter")?.delimiter(), comment: value("comment")?.commentMark(),
      skip: value("skip")?.lineCount())
  }
}

extension ValueReader {
  fileprivate func delimiter() -> Positioned<Character>? { mark("\";\"", refused: ["\"", "\n", "\r"]) }

  fileprivate func commentMark() -> Positioned<Character>? { mark("\"#\"", refused: ["\"", "\n", "\r", " ", "\t"]) }

  private func mark(_ example: String, refused: Set<Character>) -> Positioned<Character>? {
    guard let text = text() else { return nil }
    let isControl = text.text.unicodeScalars.contains { $0.properties.generalCategory == .control && $0 != "\t" }
    guard text.text.utf8.count == 1, let character = text.text.first, !refused.contains(character), !isControl else {
      let blanks = refused.contains(" ") ? ", a blank" : ""
      faults.error(
        .outOfRange, at: place,
        "\(name) must be one ASCII character other than a quote\(blanks) or a control character, found \(quoted(text.text))",
        remedy: "write for example \(example)")
      return nil
    }
    return Positioned(character, at: place)
  }

  fileprivate func lineCount() -> Positioned<Int>? {
    let count = number("a whole number from 1 to 1000", remedy: "count the lines above the header") {
      $0 >= 1 && $0 <= 1000 && $0 == $0.rounded()
    }
    return count.map { Positioned(Int($0.value), at: $0.place) }
  }
}
