package import Planning
internal import Statistics
internal import Tables

/// The rows of analysis themselves, as far as a method needs them: passes over the source only where one does.
package struct AnalysisRows: Need {
  let scope: Scope

  package init(_ scope: Scope = .all) { self.scope = scope }

  package func prerequisites(_ known: Answers) -> [any Need] { [GroupMoments(scope)] }

  package func step(_ known: Answers, in dialect: any SQLDialect) throws -> Step<RowSample> {
    let (plan, summary) = (known[ScopedPlan(scope)], known[GroupMoments(scope)])
    let needs = RowNeeds(plan, summary)
    guard !needs.isEmpty else { return .done(.none) }
    func query(_ populations: [Population], isWithinClusters: Bool = false) -> RowsQuery {
      RowsQuery(
        known.ground(of: scope), scalings: summary.scalings, populations: populations,
        isWithinClusters: isWithinClusters, areNamed: needs.areRowsNamed)
    }
    let rows = query(needs.populations(plan))
    let units = needs.unitPopulations(plan)
    let ofUnits = units.isEmpty ? nil : query(units, isWithinClusters: true)
    let sample = RowSample(plan, summary.groups, needs, summary.scalings)
    let open = [ofUnits].compactMap(\.self) + (needs.populations(plan).isEmpty ? [] : [rows])
    return RowQueries(sample: sample, open: open).next(in: dialect)
  }

  package func answer(in table: MemoryTable, _ known: Answers) -> RowSample {
    let (plan, summary) = (known[ScopedPlan(scope)], known[GroupMoments(scope)])
    let needs = RowNeeds(plan, summary)
    guard !needs.isEmpty else { return .none }
    let vectors = plan.populations.map { RowVectors(plan, $0, table, known, scope) }
    var scalings: [PlannedTerm: Scaling] = [:]
    for (population, vectors) in zip(plan.populations, vectors) {
      for (place, term) in population.coordinates.enumerated() {
        scalings[term] = Scaling(center: 0, largest: vectors.largest(place))
      }
    }
    let members = zip(plan.populations, vectors).map { population, vectors in
      let integers = population.coordinates.enumerated().map { place, term in
        let factor = scalings[term]?.factor ?? 1
        return (0..<vectors.count).map { Int64((vectors[$0, place] * factor).rounded()) }
      }
      return RowBatch.Members(isMember: Array(repeating: true, count: vectors.count), integers: integers)
    }
    let strata = table.strata(plan)
    let batch = RowBatch(
      arms: vectors[0].arm, keys: needs.areRowsNamed ? vectors[0].arm.indices.map(table.key) : [],
      groups: strata.map { RowGroup(keys: $0, missing: 0) },
      group: strata.count == 1 ? vectors[0].arm.map { _ in 0 } : vectors[0].stratum,
      members: Dictionary(uniqueKeysWithValues: zip(plan.populations, members)))
    var sample = RowSample(plan, summary.groups, needs, scalings)
    sample.add(batch)
    sample.finish()
    return sample
  }
}

/// Queries for the rows of analysis, one after the other: units of clusters first, then the rows.
private struct RowQueries: Sendable {
  var sample: RowSample
  /// The queries that are still to be run.
  var open: [RowsQuery]

  func next(in dialect: any SQLDialect) -> Step<RowSample> {
    guard let query = open.first else {
      var after = sample
      after.finish()
      return .done(after)
    }
    return .stream(
      Selection(query.text(in: dialect)), RowStreaming(queries: self, query: query, dialect: dialect))
  }
}

private struct RowStreaming: RowStream {
  var queries: RowQueries
  let query: RowsQuery
  let dialect: any SQLDialect

  mutating func take(_ batch: Table) throws(MalformedResult) { queries.sample.add(try query.decode(batch)) }

  func finished() throws -> Step<RowSample> {
    var after = queries
    after.open.removeFirst()
    return after.next(in: dialect)
  }
}

extension AnalysisRows: PlanNeed {
  package static func all(_ plan: AnalysisPlan, of scope: Scope) -> [AnalysisRows] { [AnalysisRows(scope)] }
}
