extension String {
  /// The text as a string literal of SQL.
  ///
  /// It works on bytes: a quote with a combining accent is one `Character`, and not equal to a quote.
  var sqlLiteral: String {
    let quote = UInt8(ascii: "'")
    let doubled = utf8.flatMap { $0 == quote ? [quote, quote] : [$0] }
    return "'\(String(decoding: doubled, as: UTF8.self))'"
  }

  /// The text as a quoted name of SQL.
  var sqlIdentifier: String {
    let quote = UInt8(ascii: "\"")
    let doubled = utf8.flatMap { $0 == quote ? [quote, quote] : [$0] }
    return "\"\(String(decoding: doubled, as: UTF8.self))\""
  }
}
