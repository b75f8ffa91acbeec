internal import Planning
internal import Tables

/// Asks for the first rows of the files of a source that show a fault.
struct RowQuestion: Sendable {
  /// The SELECT.
  let text: String
  private let files: [String]
  private let texts: Int
  private let namesFile: Bool

  /// - Parameters:
  ///   - query: has a step with the columns of a numbered scan of the source.
  ///   - condition: what holds for the rows in question, in columns of the step.
  ///   - shown: the texts to show, in columns of the step.
  ///   - isDistinct: whether rows of the same texts are shown once.
  ///   - key: of rows that have the same of it the first is shown; nil is all.
  ///   - namesFile: whether a row alone does not say where it stands; nil is wherever there are several files.
  init(
    _ query: SQLText, of source: PlannedSource, from step: String, where condition: String, showing shown: [String],
    isDistinct: Bool = false, onePer key: String? = nil, namesFile: Bool? = nil
  ) {
    var query = query
    let names = shown.indices.map(SQLColumn.shown).names
    let place = SQLColumn.names(.fileOfRow, .rowOfFile)
    let own = zip(shown, names).map { "\($0) as \($1)" } + place + (key.map { ["\($0) as row_key"] } ?? [])
    query.step("in_question", "select \(own.joined(separator: ", ")) from \(step) where \(condition)")
    let alike = key != nil ? ["row_key"] : isDistinct ? names : []
    let rank =
      "row_number() over (partition by \(alike.joined(separator: ", ")) order by \(place.joined(separator: ", ")))"
    query.step("ranked", "select *, \(alike.isEmpty ? "1" : rank) as rank from in_question")
    text = query.ending(
      "select \((names + place).joined(separator: ", ")) from ranked where rank = 1 "
        + "order by \(place.joined(separator: ", ")) limit \(RowExample.most)")
    files = FileNames.distinct(source.fileParts.flatMap(\.table.files))
    texts = shown.count
    self.namesFile = namesFile ?? (Set(files).count > 1)
  }

  func decode(_ table: Table?) throws(MalformedResult) -> [RowExample] {
    var found: [RowExample] = []
    for index in 0..<(table?.rowCount ?? 0) {
      guard let row = table.map({ AnswerRow($0, index) }) else { continue }
      var shown: [String?] = []
      for column in 0..<texts { shown.append(try row.text(.shown(column))) }
      let file = try row.integer(.fileOfRow)
      guard files.indices.contains(file) else { throw MalformedResult(.fileOfRow) }
      found.append(RowExample(shown, row: try row.integer(.rowOfFile), file: namesFile ? files[file] : nil))
    }
    return found
  }
}

extension Step {
  /// The rows that show faults, by what they show.
  static func examples<Kind: Sendable>(
    _ questions: [(kind: Kind, question: RowQuestion)],
    then: @escaping @Sendable ([(kind: Kind, rows: [RowExample])]) throws -> Step
  ) -> Step {
    .select(questions.map { Selection($0.question.text) }) { tables in
      try then(
        questions.enumerated().map { index, asked in (asked.kind, try asked.question.decode(tables?[index])) })
    }
  }
}

extension SQLColumn {
  /// Text: what is shown of a row, by its position.
  fileprivate static func shown(_ text: Int) -> SQLColumn { SQLColumn("e\(text)") }
}
