/// How text columns write values, beside plain texts, plain numbers and ISO times.
package struct TextValues: Sendable, Hashable {
  /// How columns that have no format of their own write numbers.
  package var numbers: NumberFormat
  /// How they write times.
  package var times: TimeFormat
  /// The formats of single columns, by name.
  package var columns: [String: ColumnFormat]
  /// Texts that mean a missing value, beside the empty one.
  package var nullTexts: [String]

  package init(
    numbers: NumberFormat = .plain, times: TimeFormat = .iso, columns: [String: ColumnFormat] = [:],
    nullTexts: [String] = []
  ) {
    (self.numbers, self.times, self.columns, self.nullTexts) = (numbers, times, columns, nullTexts)
  }

  package func numbers(of column: String) -> NumberFormat { columns[column]?.numbers ?? numbers }

  package func times(of column: String) -> TimeFormat { columns[column]?.times ?? times }
}

/// What is said of one column; nil where it is like the others.
package struct ColumnFormat: Sendable, Hashable {
  package var numbers: NumberFormat?
  package var times: TimeFormat?

  package init(numbers: NumberFormat? = nil, times: TimeFormat? = nil) {
    (self.numbers, self.times) = (numbers, times)
  }
}
