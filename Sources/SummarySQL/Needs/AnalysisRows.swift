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
        isWithinClusters: isWithinClusters)
    }
    let rows = query(needs.populations(plan))
    let units = needs.unitPopulations(plan)
    let ofUnits = units.isEmpty ? nil : query(units, isWithinClusters: true)
    @Sendable func stream(_ coarsenings: [Population: [Coarsening]]) throws -> Step<RowSample> {
      let sample = RowSample(plan, summary.groups, needs, summary.scalings, coarsenings)
      let passes = needs.populations(plan).isEmpty ? [] : [rows]
      return try RowPasses(sample: sample, open: [ofUnits].compactMap(\.self) + passes, again: passes).next(in: dialect)
    }
    guard !needs.replicated.isEmpty else { return try stream([:]) }
    return .select(rows.rangeText(in: dialect)) { try stream(try rows.decodeRanges($0)) }
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
    let coarsenings = zip(plan.populations, members).map { population, members in
      zip(population.coordinates, members.integers).map { term, integers in
        Coarsening(scalings[term], from: integers.min() ?? 0, to: integers.max() ?? 0)
      }
    }
    let strata = table.strata(plan)
    let batch = RowBatch(
      arms: vectors[0].arm, keys: vectors[0].arm.indices.map(table.key),
      groups: strata.map { RowGroup(keys: $0, missing: 0) },
      group: strata.count == 1 ? vectors[0].arm.map { _ in 0 } : vectors[0].stratum,
      members: Dictionary(uniqueKeysWithValues: zip(plan.populations, members)))
    var sample = RowSample(
      plan, summary.groups, needs, scalings, Dictionary(uniqueKeysWithValues: zip(plan.populations, coarsenings)))
    repeat {
      sample.add(batch)
      sample.finishPass()
    } while sample.needsAnotherPass
    return sample
  }
}

/// Passes over the rows of analysis: units of clusters first, then the rows, again as long as replicates are degenerate.
private struct RowPasses: Sendable {
  var sample: RowSample
  /// The queries of this pass that are still to be run.
  var open: [RowsQuery]
  /// The queries of a further pass.
  let again: [RowsQuery]

  func next(in dialect: any SQLDialect) throws -> Step<RowSample> {
    if let query = open.first {
      return .stream(
        Selection(query.text(in: dialect)), RowStreaming(passes: self, query: query, dialect: dialect))
    }
    var after = self
    after.sample.finishPass()
    guard after.sample.needsAnotherPass else { return .done(after.sample) }
    after.open = again
    return try after.next(in: dialect)
  }
}

private struct RowStreaming: RowStream {
  var passes: RowPasses
  let query: RowsQuery
  let dialect: any SQLDialect

  mutating func take(_ batch: Table) throws(MalformedResult) { passes.sample.add(try query.decode(batch)) }

  func finished() throws -> Step<RowSample> {
    var after = passes
    after.open.removeFirst()
    return try after.next(in: dialect)
  }
}

extension AnalysisRows: PlanNeed {
  package static func all(_ plan: AnalysisPlan, of scope: Scope) -> [AnalysisRows] { [AnalysisRows(scope)] }
}
