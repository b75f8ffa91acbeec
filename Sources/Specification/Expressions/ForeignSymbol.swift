/// Signs of other languages, with what to write instead; longer ones before their beginnings; none begins an operator of ours.
enum ForeignSymbol {
  static let all: [(symbol: String, message: String, remedy: String)] = [
    ("==", "\"==\" is not an operator", "write ="),
    ("=<", "\"=<\" is not an operator", "write <="),
    ("=>", "\"=>\" is not an operator", "write >="),
    ("&&", "\"&&\" is not an operator", "write and"),
    ("||", "\"||\" is not an operator", "write or"),
    ("--", "\"--\" would begin a comment, but expressions cannot have comments", "write - (-x) for a double minus"),
    (
      "/*", "\"/*\" would begin a comment, but expressions cannot have comments",
      "remove it, or put the text under \"notes\""
    ),
    ("//", "\"//\" is not an operator", "write /"),
    ("::", "\"::\" is not an operator", "write the column alone; it is converted to the type that is needed"),
    ("**", "\"**\" is not an operator", "write x * x"),
    ("!", "\"!\" is not an operator", "write not"),
    (";", "\";\" is not part of an expression", "write one expression without a semicolon"),
    (".", "\".\" cannot begin a number or join names", "write 0.5, or quote the name: \"a.b\""),
    (
      "`", "\"`\" is not a quotation mark in expressions", "put column names in double quotes and text in single quotes"
    ),
    (
      "\u{2018}", "the curly quote \"\u{2018}\" is not a quotation mark in expressions",
      "put text in straight single quotes: 'text'"
    ),
    (
      "\u{2019}", "the curly quote \"\u{2019}\" is not a quotation mark in expressions",
      "put text in straight single quotes: 'text'"
    ),
    (
      "\u{201C}", "the curly quote \"\u{201C}\" is not a quotation mark in expressions",
      "put column names in straight double quotes"
    ),
    (
      "\u{201D}", "the curly quote \"\u{201D}\" is not a quotation mark in expressions",
      "put column names in straight double quotes"
    ),
    ("\u{2212}", "\"\u{2212}\" is not an operator", "write -"),
    ("\u{2260}", "\"\u{2260}\" is not an operator", "write !="),
    ("\u{2264}", "\"\u{2264}\" is not an operator", "write <="),
    ("\u{2265}", "\"\u{2265}\" is not an operator", "write >="),
  ]
}
