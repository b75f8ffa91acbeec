internal import Planning
internal import Statistics
internal import Tables

/// The column whose values pair the rows of aggregates: the one that the spec names, or one whose values are found once in every
/// variant, as days are; nil where there is none.
///
/// A column that is called after a time may have several rows per value, which are added up.
package struct PairColumn: Need {
  /// Names of times; a value may then have several rows of a variant.
  private static let times = ["day", "date", "hour", "week", "month"]

  package init() {}

  package func prerequisites(_ known: Answers) -> [any Need] { [ScopedPlan()] }

  package func step(_ known: Answers, in dialect: any SQLDialect) -> Step<String?> {
    let plan = known[ScopedPlan()]
    let candidates = plan.pairCandidates
    guard !plan.namesPairs, !candidates.isEmpty else { return .done(candidates.first) }
    return .select(candidates.map { Selection(Self.text(plan.paired(by: $0), $0, in: dialect)) }) { tables in
      guard let tables else { return .done(nil) }
      var found: [Found] = []
      for (column, table) in zip(candidates, tables) {
        found.append(try Found(column, AnswerRow(table, 0), variants: plan.variants.count))
      }
      return .done(Self.best(found))
    }
  }

  /// How many rows there are, how many values in every variant, and how many of these once in each.
  private static func text(_ plan: AnalysisPlan, _ column: String, in dialect: any SQLDialect) -> String {
    let columns = SourceColumns(dialect: dialect, source: plan.source)
    var query = SQLText()
    PlacedStep(plan: plan, columns: columns, printer: ExpressionPrinter(columns: columns)).append(
      to: &query, keeping: [MadeColumn(columns.reader(column).text, as: .pair)])
    query.step(
      "valued",
      "select count(*) as \(.rows), count(distinct \(.arm)) as \(.arms) from placed where \(.arm) >= 0 group by \(.pair) "
        + "having \(.pair) is not null")
    let variants = plan.variants.count
    let isInEvery = "\(.arms) = \(variants)"
    return query.ending(
      "select coalesce(sum(\(.rows)), 0) as \(.rows), count(case when \(isInEvery) then 1 end) as \(.shared), "
        + "count(case when \(isInEvery) and \(.rows) = \(variants) then 1 end) as \(.single) from valued")
  }

  private struct Found {
    let column: String
    let values: Int
    let isTime: Bool

    init(_ column: String, _ row: AnswerRow, variants: Int) throws(MalformedResult) {
      self.column = column
      let rows = try row.integer(.rows)
      let words = column.lowercased().split { !$0.isLetter }.map(String.init)
      isTime = words.contains { times.contains($0) }
      let values = isTime ? try row.integer(.shared) : try row.integer(.single)
      // A value that is found in every variant by chance pairs few of the rows.
      self.values = isTime || 2 * values * variants >= rows ? values : 0
    }
  }

  /// A time before other keys, and the finest; of several the first.
  private static func best(_ found: [Found]) -> String? {
    let usable = found.filter { $0.values >= PairedTotals.fewest }
    let times = usable.filter(\.isTime)
    let candidates = times.isEmpty ? usable : times
    let most = candidates.map(\.values).max()
    return candidates.first { $0.values == most }?.column
  }

  /// Rows in memory are no aggregates.
  package func answer(in table: MemoryTable, _ known: Answers) -> String? { nil }
}

extension SQLColumn {
  /// Text: what may pair a row.
  fileprivate static let pair = SQLColumn("pair")
  fileprivate static let rows = SQLColumn("n")
  fileprivate static let arms = SQLColumn("arms")
  /// Integer: values in every variant.
  fileprivate static let shared = SQLColumn("shared")
  /// Integer: values with one row in every variant.
  fileprivate static let single = SQLColumn("single")
}
