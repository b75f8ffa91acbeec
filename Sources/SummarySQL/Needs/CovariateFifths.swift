package import Planning
internal import Statistics
internal import Tables
internal import Terms

/// How many units of each variant lie in each fifth of a covariate of all variants together; those that are missing are a part by
/// themselves.
///
/// The bounds are quantiles of the first rows in file order, whatever their variant, so that they are the same for any number of
/// threads, and none of them favors a variant. Equal values stay together.
package struct CovariateFifths: Need {
  private static let shares = [0.2, 0.4, 0.6, 0.8]

  package init() {}

  package func prerequisites(_ known: Answers) -> [any Need] { [GroupMoments()] }

  package func passes(_ known: Answers) -> Int { known.plan.covariates.isEmpty ? 0 : 1 }

  package func step(_ known: Answers, in dialect: any SQLDialect) -> Step<[DividedCovariate]> {
    let plan = known[ScopedPlan()]
    let terms = plan.covariates
    guard !terms.isEmpty else { return .done([]) }
    let columns = SourceColumns(dialect: dialect, source: plan.source)
    return .select(Self.bounds(of: terms, columns)) { table in
      var bounds: [[Double]] = table == nil ? terms.map { _ in [0] } : []
      for term in terms.indices where table != nil {
        var own: [Double] = []
        for share in Self.shares.indices {
          let bound = try table.flatMap { try AnswerRow($0, 0).real(.bound(term, share)) }
          if let bound, own.last != bound { own.append(bound) }
        }
        bounds.append(own)
      }
      let found = bounds
      return .select(Self.counts(of: terms, found, known, dialect), scan: known.scan) { table in
        .done(try Self.decode(table, terms, found, variants: plan.variants.count))
      }
    }
  }

  private static func bounds(of terms: [PlannedTerm], _ columns: SourceColumns) -> String {
    let dialect = columns.dialect
    var query = SQLText()
    query.step("source", columns.sample(Set(terms.flatMap(\.columns)).sorted(), Scalings.sampleRows))
    let readers = terms.enumerated().map { TermReader(columns: columns, term: $1, cast: .cast($0)) }
    query.step(
      "cast_values", "select *, \(readers.map { "\($0.read) as \($0.cast)" }.joined(separator: ", ")) from source")
    let values = readers.enumerated().map { "\($1.usableValue) as v\($0)" }
    query.step("valued", "select \(values.joined(separator: ", ")) from cast_values")
    let lists = terms.indices.map { "\(dialect.quantiles("v\($0)", shares)) as l\($0)" }
    query.step("lists", "select \(lists.joined(separator: ", ")) from valued")
    let bounds = terms.indices.flatMap { term in
      shares.indices.map { "\(dialect.element($0, of: "l\(term)")) as \(.bound(term, $0))" }
    }
    return query.ending("select \(bounds.joined(separator: ", ")) from lists")
  }

  private static func counts(
    of terms: [PlannedTerm], _ bounds: [[Double]], _ known: Answers, _ dialect: any SQLDialect
  ) -> String {
    let plan = known[ScopedPlan()]
    let parts = PipelineParts(known.ground(of: .all), dialect: dialect)
    var query = SQLText()
    let units = UnitPipeline(parts: parts).appendUnits(to: &query)
    parts.values.appendStates(to: &query, from: units, keeping: [MadeColumn(.arm)])
    let counts = zip(terms, bounds).enumerated().flatMap { index, divided in
      let value = "\(.value(plan.position(of: divided.0)))"
      return ["count(\(value)) as \(.known(index))"]
        + divided.1.enumerated().map {
          "count(case when \(value) <= \(dialect.literal($1)) then 1 end) as \(.upTo(index, $0))"
        }
    }
    return query.ending(
      "select \(.arm), count(*) as \(.units), \(counts.joined(separator: ", ")) from sorted where \(.arm) >= 0 group by \(.arm)"
    )
  }

  private static func decode(
    _ table: Table?, _ terms: [PlannedTerm], _ bounds: [[Double]], variants: Int
  ) throws(MalformedResult) -> [DividedCovariate] {
    var all = zip(terms, bounds).map { term, bounds in
      DividedCovariate(
        column: term.soleColumn, bounds: bounds,
        units: Array(repeating: Array(repeating: 0, count: variants), count: bounds.count + 2))
    }
    for index in 0..<(table?.rowCount ?? 0) {
      guard let row = table.map({ AnswerRow($0, index) }) else { continue }
      let (arm, units) = (try row.integer(.arm), try row.integer(.units))
      for term in terms.indices {
        let known = try row.integer(.known(term))
        var below = 0
        for bound in bounds[term].indices {
          let upTo = try row.integer(.upTo(term, bound))
          all[term].units[bound][arm] = upTo - below
          below = upTo
        }
        all[term].units[bounds[term].count][arm] = known - below
        all[term].units[bounds[term].count + 1][arm] = units - known
      }
    }
    return all
  }

  package func answer(in table: MemoryTable, _ known: Answers) -> [DividedCovariate] {
    known[ScopedPlan()].covariates.map { term in
      let values = table[term.soleColumn]
      let sample = values.prefix(Scalings.sampleRows).sorted()
      var bounds: [Double] = []
      for share in Self.shares where !sample.isEmpty {
        let bound = sample[RankedValues.rank(at: share, of: sample.count) - 1]
        if bounds.last != bound { bounds.append(bound) }
      }
      var units = Array(repeating: Array(repeating: 0, count: table.variants), count: bounds.count + 2)
      for row in 0..<table.count { units[bounds.firstIndex { values[row] <= $0 } ?? bounds.count][table.arm[row]] += 1 }
      return DividedCovariate(column: term.soleColumn, bounds: bounds, units: units)
    }
  }
}

extension CovariateFifths: PlanNeed {
  package static func all(_ plan: AnalysisPlan, of scope: Scope) -> [CovariateFifths] {
    let isAsked = scope == .all && plan.header.isRandomized && plan.source.rows == .units && plan.source.cluster == nil
    return isAsked && !plan.covariates.isEmpty ? [CovariateFifths()] : []
  }

  package func tell(_ summary: inout ExperimentSummary, _ known: Answers) { summary.covariates = known[self] }
}

extension SQLColumn {
  /// Double: a bound of a covariate.
  fileprivate static func bound(_ term: Int, _ share: Int) -> SQLColumn { SQLColumn("b\(term)_\(share)") }
  /// Integer: units that have the covariate.
  fileprivate static func known(_ term: Int) -> SQLColumn { SQLColumn("k\(term)") }
  /// Integer: units up to a bound.
  fileprivate static func upTo(_ term: Int, _ bound: Int) -> SQLColumn { SQLColumn("u\(term)_\(bound)") }
}
