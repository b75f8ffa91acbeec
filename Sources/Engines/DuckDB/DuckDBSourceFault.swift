extension EngineError {
  /// The fault of a file, read from the sentences of DuckDB: it has no codes for them.
  package var sourceFault: SourceFault {
    let lines = message.split(separator: "\n").map(String.init)
    func mentions(_ text: String) -> Bool { lines.contains { $0.contains(text) } }
    func number(after text: String) -> String? { lines.lazy.compactMap { $0.digits(after: text) }.first }
    if let line = lines.first(where: { $0.contains("Malformed JSON in file") }) {
      // The engine counts from the object behind the one at fault.
      let number = (line.digits(after: "in line ") ?? line.digits(after: "record/value ")).flatMap(Int.init)
      let reason = line.ranges(of: ": ").last.map { String(line[$0.upperBound...].prefix { $0 != "." }) } ?? ""
      return SourceFault(
        kind: reason.contains("UTF-8") ? .invalidUTF8 : .malformedObject(reason), line: nil,
        object: number.map { $0 - 1 })
    }
    let kind: SourceFault.Kind
    if mentions("nvalid unicode") || mentions("not utf-8") {
      kind = .invalidUTF8
    } else if mentions("unterminated quote") {
      kind = .unclosedQuote
    } else if let found = number(after: "Found: "), let expected = number(after: "Expected Number of Columns: ") {
      kind = .fieldCount(found: found, expected: expected)
    } else if mentions("Maximum line size") {
      kind = .longLine
    } else if mentions("Unexpected end of GZIP stream") {
      kind = .cutShort
    } else if mentions("No magic bytes found") || mentions("too small to be a Parquet file") {
      kind = .notParquet
    } else {
      kind = .other
    }
    return SourceFault(kind: kind, line: number(after: "CSV Error on Line: "))
  }
}

extension String {
  /// The digits that follow a text, if it occurs.
  fileprivate func digits(after text: String) -> String? {
    guard let start = ranges(of: text).first?.upperBound else { return nil }
    let digits = self[start...].prefix { $0.isNumber }
    return digits.isEmpty ? nil : String(digits)
  }
}
