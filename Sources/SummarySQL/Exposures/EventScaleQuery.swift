package import Planning
internal import Statistics
package import Tables
internal import Terms

/// Looks at the first events of a fact to choose the scales of its values.
///
/// The first rows in file order are the same for any number of threads, and a value that does not fit is detected later.
package struct EventScaleQuery: Sendable {
  private let fact: PlannedFact

  package init(_ fact: PlannedFact) { self.fact = fact }

  /// nil when no value is summed.
  package func text(in dialect: any SQLDialect) -> String? {
    guard !fact.summedValues.isEmpty else { return nil }
    let columns = SourceColumns(dialect: dialect, source: fact.source)
    var query = SQLText()
    query.step(
      "source",
      columns.scan(fact.source.columnsInUse, of: fact.source.parts.prefix(1), first: Scalings.sampleRows))
    let reader = EventValues(columns: columns)
    query.step(
      "valued",
      "select \(fact.summedValues.enumerated().map { "\(reader.number($1)) as v\($0)" }.joined(separator: ", ")) from source"
    )
    let looks = fact.summedValues.indices.map {
      "max(abs(v\($0))) as \(.largest($0)), max(\(DecimalCount.sql("v\($0)"))) as \(.decimals($0))"
    }
    return query.ending("select \(looks.joined(separator: ", ")) from valued")
  }

  package func decode(_ table: Table) throws(MalformedResult) -> [EventScales.Key: EventScale] {
    let row = AnswerRow(table, 0)
    var scales: [EventScales.Key: EventScale] = [:]
    for (index, value) in fact.summedValues.enumerated() {
      let decimals = try row.wideInteger(.decimals(index)).map { Int($0) } ?? 0
      let largest = try row.real(.largest(index)) ?? 1
      scales[EventScales.Key(fact: fact.name, value: value.text.text)] =
        decimals <= Scaling.mostDecimals ? .decimals(decimals) : EventScale(largest: largest, isSample: true)
      scales[EventScales.Key(fact: fact.name, value: value.text.text, isDiscounted: true)] =
        EventScale(largest: largest, isSample: true)
    }
    return scales
  }
}

/// The values of events as numbers.
struct EventValues {
  let columns: SourceColumns

  /// A finite double, NULL where there is none.
  func number(_ value: TypedExpression) -> String {
    let dialect = columns.dialect
    let number = dialect.cast(ExpressionPrinter(columns: columns).print(value.root), .double)
    return "case when \(dialect.isFinite(number)) then \(number) end"
  }
}

extension PlannedFact {
  /// The values that are summed, each text once.
  var summedValues: [TypedExpression] {
    let texts = Set(terms.filter { $0.aggregate == .sum }.compactMap { $0.value?.text.text })
    return values.filter { texts.contains($0.text.text) }
  }

  /// The values of which something else than different ones is wanted.
  var numbers: Set<String> { Set(terms.filter { $0.aggregate != .countDistinct }.compactMap { $0.value?.text.text }) }
}
