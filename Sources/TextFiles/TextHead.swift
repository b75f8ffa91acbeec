/// What the first lines of a table say about the rest.
struct TextHead {
  /// The delimiter that a first line `sep=;` names, as Excel writes and reads it; that line is no header.
  let statedDelimiter: UInt8?
  /// Whether the header ends with a delimiter that the first row does not have.
  let trimsHeader: Bool

  /// - Parameter text: the beginning of a table in UTF-8.
  init(_ text: [UInt8], _ form: TextForm) {
    guard let delimiter = form.delimiter else {
      (statedDelimiter, trimsHeader) = (nil, false)
      return
    }
    var filter = RecordFilter(form, trimsHeader: false)
    let lines = filter.filtered(text)
    let first = Array(lines.prefix { $0 != UInt8(ascii: "\n") })
    let isStatement = first.count == 5 && String(decoding: first.prefix(4), as: UTF8.self).lowercased() == "sep="
    statedDelimiter = isStatement ? first[4] : nil
    let records = Self.records(isStatement ? lines.dropFirst(6) : lines[...], statedDelimiter ?? delimiter)
    trimsHeader =
      records.count == 2 && records[0].endsBlank && records[0].fields == records[1].fields + 1
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
