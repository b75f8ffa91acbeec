/// Lines with one kind of end, without what stands before the header and without comments (RFC 4180 with more liberal ends).
///
/// Breaks inside quotes become the same, for engines refuse two kinds of them in one file.
struct RecordFilter {
  private let form: TextForm
  /// Whether the header ends with a delimiter that no row has.
  private let trimsHeader: Bool
  private(set) var lines = LineMap()

  private var line = 1
  private var isAtLineStart = true
  private var quotes = QuoteState()
  private var isDropping = false
  private var hasDroppedFirst = false
  private var isInHeader = true
  private var holdsDelimiter = false
  /// The last piece ended with a return, which may be half of a pair.
  private var followsReturn = false

  init(_ form: TextForm, trimsHeader: Bool) { (self.form, self.trimsHeader) = (form, trimsHeader) }

  mutating func filtered(_ bytes: [UInt8]) -> [UInt8] {
    var kept: [UInt8] = []
    kept.reserveCapacity(bytes.count)
    for byte in bytes { take(byte, &kept) }
    return kept
  }

  private mutating func take(_ byte: UInt8, _ kept: inout [UInt8]) {
    if followsReturn {
      followsReturn = false
      if byte == Self.feed { return }
    }
    if isAtLineStart { begin(byte) }
    if !isDropping, let delimiter = form.delimiter { quotes.take(byte, delimiter) }
    if byte == Self.feed || byte == Self.carriage {
      followsReturn = byte == Self.carriage
      if quotes.isQuoted { kept.append(Self.feed) } else { end(&kept) }
      line += 1
      return
    }
    guard !isDropping else { return }
    if holdsDelimiter {
      kept.append(form.delimiter ?? 0)
      holdsDelimiter = false
    }
    if trimsHeader, isInHeader, !quotes.isQuoted, byte == form.delimiter {
      holdsDelimiter = true
    } else {
      kept.append(byte)
    }
  }

  private mutating func begin(_ byte: UInt8) {
    isDropping = line <= form.skippedLines || byte == form.comment
    if !isDropping, form.dropsFirstLine, !hasDroppedFirst { (isDropping, hasDroppedFirst) = (true, true) }
    isAtLineStart = false
    quotes.beginLine()
  }

  private mutating func end(_ kept: inout [UInt8]) {
    if isDropping {
      lines.drop(line)
    } else {
      holdsDelimiter = false
      isInHeader = false
      kept.append(Self.feed)
    }
    (isAtLineStart, isDropping) = (true, false)
  }

  private static let (feed, carriage) = (UInt8(ascii: "\n"), UInt8(ascii: "\r"))
}
