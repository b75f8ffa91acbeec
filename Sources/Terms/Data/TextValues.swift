/// How text columns write values, beside plain texts and plain numbers.
package struct TextValues: Sendable, Hashable {
  /// How numbers are written in columns that have no format of their own.
  package var numbers: NumberFormat
  /// The formats of single columns, by name.
  package var columns: [String: NumberFormat]
  /// Texts that mean a missing value, beside the empty one.
  package var nullTexts: [String]

  package init(
    numbers: NumberFormat = .plain, columns: [String: NumberFormat] = [:], nullTexts: [String] = []
  ) {
    (self.numbers, self.columns, self.nullTexts) = (numbers, columns, nullTexts)
  }

  package func numbers(of column: String) -> NumberFormat { columns[column] ?? numbers }
}
