/// How a text file is written, as far as its bytes are concerned.
package struct TextForm: Sendable, Hashable {
  /// nil is UTF-8, or what the mark at its beginning says.
  package var encoding: TextEncoding?
  /// Lines before the header.
  package var skippedLines: Int
  /// The character that a line begins with which is a comment; nil where there are none.
  package var comment: UInt8?
  /// The character between fields; nil for JSON, whose line breaks are never part of a value.
  package var delimiter: UInt8?
  /// Whether a person named the delimiter, so that it holds whatever the file says.
  package var isDelimiterStated: Bool
  /// Whether the first line that is neither skipped nor a comment is no header, for it names the delimiter.
  var dropsFirstLine = false

  package init(
    encoding: TextEncoding? = nil, skippedLines: Int = 0, comment: UInt8? = nil, delimiter: UInt8? = nil,
    isDelimiterStated: Bool = false
  ) {
    (self.encoding, self.skippedLines, self.comment) = (encoding, skippedLines, comment)
    (self.delimiter, self.isDelimiterStated) = (delimiter, isDelimiterStated)
  }
}

/// Which line of the original a line of a converted file is.
package struct LineMap: Sendable, Equatable {
  /// The lines of the original that were left out, counted from 1.
  private(set) var dropped: [Int] = []

  package init() {}

  mutating func drop(_ line: Int) { dropped.append(line) }

  package func original(_ line: Int) -> Int {
    var line = line
    for left in dropped {
      guard left <= line else { break }
      line += 1
    }
    return line
  }
}
