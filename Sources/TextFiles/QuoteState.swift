/// Whether the bytes of a table stand inside quotes (RFC 4180).
///
/// A quote opens a field only at its beginning, blanks aside; the second of two quotes opens it again.
struct QuoteState {
  private(set) var isQuoted = false
  private var isAtFieldStart = true
  /// The byte before was the quote that ended a quoted field.
  private var hasJustClosed = false

  mutating func beginLine() { (isAtFieldStart, hasJustClosed) = (true, false) }

  mutating func take(_ byte: UInt8, _ delimiter: UInt8) {
    if byte == UInt8(ascii: "\"") {
      let opens = !isQuoted && (isAtFieldStart || hasJustClosed)
      hasJustClosed = isQuoted
      isQuoted = opens
      isAtFieldStart = false
    } else if !isQuoted {
      hasJustClosed = false
      isAtFieldStart = byte == delimiter || isAtFieldStart && byte == UInt8(ascii: " ")
    }
  }
}
