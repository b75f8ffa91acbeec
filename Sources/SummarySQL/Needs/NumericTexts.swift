package import Planning
internal import Tables

/// The text columns whose values are numbers, as far as they were looked at: every column of a text file is text, and a covariate
/// may be a number or a category.
package struct NumericTexts: Need {
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

  package static func == (left: NumericTexts, right: NumericTexts) -> Bool { left.columns == right.columns }
  package func hash(into hasher: inout Hasher) { hasher.combine(columns) }

  package func step(_ known: Answers, in dialect: any SQLDialect) -> Step<Set<String>> {
    guard !columns.isEmpty else { return .done([]) }
    let reading = SourceColumns(dialect: dialect, source: source)
    var query = SQLText()
    query.step("source", reading.scan(columns, of: source.parts.prefix(1), first: Scalings.sampleRows))
    let looks = columns.enumerated().map { index, column in
      let reader = reading.reader(column)
      return "count(\(reader.raw)) as \(.present(index)), "
        + "count(case when \(reader.raw) is not null then \(reader.number) end) as \(.numbers(index))"
    }
    return .select(query.ending("select \(looks.joined(separator: ", ")) from source")) { .done(try decode($0)) }
  }

  private func decode(_ table: Table?) throws(MalformedResult) -> Set<String> {
    guard let table else { return [] }
    let row = AnswerRow(table, 0)
    var numeric: Set<String> = []
    for (index, column) in columns.enumerated() {
      let (present, numbers) = (try row.integer(.present(index)), try row.integer(.numbers(index)))
      if Double(numbers) >= Self.share * Double(present) { numeric.insert(column) }
    }
    return numeric
  }

  package func answer(in table: MemoryTable, _ known: Answers) -> Set<String> { Set(columns) }
}

/// By the position of a column among those that are asked about.
extension SQLColumn {
  /// Integer: values that are not missing.
  fileprivate static func present(_ column: Int) -> SQLColumn { SQLColumn("n\(column)") }
  /// Integer: those of them that are numbers.
  fileprivate static func numbers(_ column: Int) -> SQLColumn { SQLColumn("c\(column)") }
}
