package import Planning
internal import Statistics
internal import Tables
internal import Terms

/// The largest values of the metrics of whose totals few units may hold much: a pass for each of them, and none for the others.
package struct LargestUnits: Need {
  package init() {}

  package func prerequisites(_ known: Answers) -> [any Need] { [GroupMoments()] }

  package func step(_ known: Answers, in dialect: any SQLDialect) -> Step<[LargestValues]> {
    let (plan, summary) = (known[ScopedPlan()], known[GroupMoments()])
    // Metrics that share what is summed are told apart by nothing here.
    var seen = Set<Population>()
    let open = plan.metrics.indices.filter { index in
      let population = plan.metrics[index].population
      let first = Population(terms: [population.terms[0]], filter: population.filter, maturity: population.maturity)
      return plan.mayBeHeldByFew(index, summary.cells[index]) && seen.insert(first).inserted
    }
    .map { LargestQuery(known.ground(of: .all), summary, metric: $0, dialect: dialect) }
    return Self.next(open[...], [], scan: known.scan)
  }

  private static func next(
    _ open: ArraySlice<LargestQuery>, _ found: [LargestValues], scan: Scan
  ) -> Step<[LargestValues]> {
    guard let query = open.first else { return .done(found) }
    return .select([Selection(query.byVariant, scan: scan), Selection(query.top, scan: scan)]) { tables in
      guard let tables else { return next(open.dropFirst(), found, scan: scan) }
      let (values, integers) = try query.decode(tables)
      let names = query.names(of: values, integers)
      return .select(names.map { Selection($0, scan: scan) }) { tables in
        var named = values
        named.keys = try query.keys(tables ?? [], integers)
        return next(open.dropFirst(), found + [named], scan: scan)
      }
    }
  }

  /// What rows in memory hold was drawn for a purpose.
  package func answer(in table: MemoryTable, _ known: Answers) -> [LargestValues] { [] }
}

extension LargestUnits: PlanNeed {
  package static func all(_ plan: AnalysisPlan, of scope: Scope) -> [LargestUnits] {
    scope == .all && plan.source.rows != .aggregates ? [LargestUnits()] : []
  }

  package func tell(_ summary: inout ExperimentSummary, _ known: Answers) { summary.largest = known[self] }
}

/// The questions about one metric.
private struct LargestQuery: Sendable {
  let ground: QueryGround
  let scalings: [PlannedTerm: Scaling]
  let metric: Int
  let count: Int
  let units: Int
  let total: Double
  let dialect: any SQLDialect

  init(_ ground: QueryGround, _ summary: ScopeSummary, metric: Int, dialect: any SQLDialect) {
    (self.ground, scalings, self.metric, self.dialect) = (ground, summary.scalings, metric, dialect)
    let moments = summary.cells[metric].map(\.moments)
    count = moments.reduce(0) { $0 + $1.count }
    units = max(1, Int((Double(count) * LargestValues.share).rounded(.up)))
    total = moments.reduce(0) { $0 + $1.mean[0] * Double($1.count) }
  }

  private var plan: AnalysisPlan { ground.plan }
  private var population: Int { plan.position(of: plan.metrics[metric].population) }
  private var value: SQLColumn { .scaled(population, 0) }
  private var isKept: String { "\(.arm) >= 0 and \(SQLColumn.member(population)) is not null" }

  private func ending(_ select: String, keepsKeys: Bool = false) -> String {
    let parts = PipelineParts(ground, scalings: scalings, dialect: dialect, keepsKeys: keepsKeys)
    var query = SQLText()
    _ = parts.appendScaled(to: &query)
    return query.ending(select)
  }

  var byVariant: String {
    ending("select \(.arm), max(\(value)) as \(.largest) from scaled where \(isKept) group by \(.arm)")
  }

  var top: String {
    ending(
      "select sum(\(value)) as \(.top) from (select \(value) from scaled where \(isKept) order by \(value) desc limit \(units)) as largest_values"
    )
  }

  func decode(_ tables: [Table]) throws(MalformedResult) -> (LargestValues, [Int128?]) {
    var integers: [Int128?] = plan.variants.map { _ in nil }
    for index in 0..<tables[0].rowCount {
      let row = AnswerRow(tables[0], index)
      integers[try row.integer(.arm)] = try row.wideInteger(.largest)
    }
    let scaling = scalings[plan.metrics[metric].population.terms[0]] ?? Scaling(center: 0, exponent: 0, decimals: 0)
    let sum = try AnswerRow(tables[1], 0).wideInteger(.top) ?? 0
    let values = LargestValues(
      metric: metric, count: count, total: total, units: units,
      sumOfLargest: scaling.value(of: 0) * Double(units) + sum.nearestDouble * scaling.unit,
      largest: integers.map { $0.map { scaling.value(of: Int64($0)) } })
    return (values, integers)
  }

  /// Who has the largest values, where that is said.
  func names(of values: LargestValues, _ integers: [Int128?]) -> [String] {
    let isSaid = values.isNotable(values.shareOfTop, of: values.units) || values.shareOfLargest > LargestValues.notable
    guard plan.source.unit != nil, isSaid else { return [] }
    let key = plan.source.cluster == nil ? SQLColumn.rowKey : .example
    return integers.enumerated().compactMap { arm, largest in
      largest.map { largest in
        ending(
          "select min(\(key)) as \(.rowKey) from scaled where \(isKept) and \(.arm) = \(arm) and \(value) = \(largest)",
          keepsKeys: true)
      }
    }
  }

  func keys(_ tables: [Table], _ integers: [Int128?]) throws(MalformedResult) -> [String?] {
    var (keys, open): ([String?], ArraySlice<Table>) = ([], tables[...])
    for largest in integers {
      guard largest != nil, let table = open.popFirst() else {
        keys.append(nil)
        continue
      }
      keys.append(try AnswerRow(table, 0).text(.rowKey))
    }
    return keys
  }
}

extension SQLColumn {
  /// Integer: the largest integer of a variant.
  fileprivate static let largest = SQLColumn("largest")
  /// Integer: the sum of the largest integers of all.
  fileprivate static let top = SQLColumn("top")
}
