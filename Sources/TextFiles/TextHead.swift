/// What the first lines of a table say about the rest.
struct TextHead {
  /// Whether the first line names a delimiter, `sep=;`, as Excel writes and reads it; that line is no header.
  let hasStatement: Bool
  /// The delimiter that this line names; nil where a person named one.
  let statedDelimiter: UInt8?
  /// Whether the header ends with a delimiter that the first row does not have.
  let trimsHeader: Bool

  /// - Parameter text: the beginning of a table in UTF-8.
  init(_ text: [UInt8], _ form: TextForm) {
    guard let delimiter = form.delimiter else {
      (hasStatement, statedDelimiter, trimsHeader) = (false, nil, false)
      return
    }
    var filter = RecordFilter(form, trimsHeader: false)
    let lines = filter.filtered(text)
    let first = lines.prefix { $0 != UInt8(ascii: "\n") }
    let stated = Self.statedDelimiter(first)
    hasStatement = stated != nil
    statedDelimiter = form.isDelimiterStated ? nil : stated
    let records = Self.records(
      hasStatement ? lines.dropFirst(first.count + 1) : lines[...], statedDelimiter ?? delimiter)
    trimsHeader =
      records.count == 2 && records[0].endsBlank && records[0].fields == records[1].fields + 1
  }

  /// The delimiter that a line is about, in quotes or not.
  private static func statedDelimiter(_ line: some Collection<UInt8>) -> UInt8? {
    let line = String(decoding: line.prefix(8), as: UTF8.self).lowercased()
    let text = line.count == 7 && line.hasPrefix("\"") && line.hasSuffix("\"") ? line.dropFirst().dropLast() : line[...]
    return text.utf8.count == 5 && text.hasPrefix("sep=") ? text.utf8.last : nil
  }

  /// The first two records, as far as they are whole.
  private static func records(_ text: ArraySlice<UInt8>, _ delimiter: UInt8) -> [(fields: Int, endsBlank: Bool)] {
    var records: [(fields: Int, endsBlank: Bool)] = []
    var (fields, last, quotes) = (1, delimiter, QuoteState())
    for byte in text where records.count < 2 {
      quotes.take(byte, delimiter)
      if quotes.isQuoted { continue }
      if byte == UInt8(ascii: "\n") {
        records.append((fields, last == delimiter))
        (fields, last) = (1, delimiter)
        quotes.beginLine()
      } else {
        if byte == delimiter { fields += 1 }
        last = byte
      }
    }
    return records
  }
}
