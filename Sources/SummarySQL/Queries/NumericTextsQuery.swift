package import Planning
internal import Specification
package import Tables

/// Looks at the first rows of a text file to tell numbers from categories: every column of such a file is text.
package struct NumericTextsQuery: Sendable {
  private let source: PlannedSource
  private let columns: [String]

  /// The share of numbers from which the other texts, such as "n/a", are missing values and no categories. A column without
  /// any value has no categories either.
  private static let share = 0.9

  /// - Parameter columns: text columns of the source.
  package init(_ source: PlannedSource, columns: [String]) {
    self.source = source
    self.columns = columns
  }

  /// nil when nothing is asked.
  package func text(in dialect: any SQLDialect) -> String? {
    guard !columns.isEmpty else { return nil }
    let reading = SourceColumns(dialect: dialect, source: source)
    var query = SQLText()
    query.step("source", "\(reading.scan(columns, of: source.parts.prefix(1))) limit \(ScalingQuery.sampleRows)")
    let looks = columns.enumerated().map { index, column in
      let reader = reading.reader(column)
      return
        "count(\(reader.raw)) as n\(index), count(case when \(reader.raw) is not null then \(reader.number) end) as c\(index)"
    }
    return query.ending("select \(looks.joined(separator: ", ")) from source")
  }

  /// The columns whose values are numbers, as far as they were looked at.
  package func decode(_ table: Table?) throws(MalformedResult) -> Set<String> {
    guard let table else { return [] }
    let row = ResultRow(table, 0)
    var numeric: Set<String> = []
    for (index, column) in columns.enumerated() {
      let (present, numbers) = (try row.integer("n\(index)"), try row.integer("c\(index)"))
      if Double(numbers) >= Self.share * Double(present) { numeric.insert(column) }
    }
    return numeric
  }
}
