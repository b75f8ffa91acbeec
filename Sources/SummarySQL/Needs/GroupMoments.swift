package import Planning
internal import Statistics
internal import Tables

/// The sums behind every metric, by variant and group, and where each row went: one pass over the source, or another with better
/// scales where those of the first did not suit its values.
package struct GroupMoments: Need {
  /// A second pass knows the range of every value; totals of events may need a third, for their range shows only then.
  private static let mostPasses = 4

  let scope: Scope

  package init(_ scope: Scope = .all) { self.scope = scope }

  package func prerequisites(_ known: Answers) -> [any Need] {
    switch scope {
    case .all, .segment: [ScopedPlan(scope), UniqueUnits(), Scalings(scope), EventCounts(scope)]
    case .days, .pairs: [GroupMoments(), ScopedPlan(scope), Scalings(scope)]
    case .untriggered: [GroupMoments(), UntriggeredUnits(), ScopedPlan(scope), Scalings(scope)]
    }
  }

  package func passes(_ known: Answers) -> Int { 1 }

  package func step(_ known: Answers, in dialect: any SQLDialect) throws -> Step<ScopeSummary> {
    let query = SummaryQuery(
      known.ground(of: scope), scalings: known[Scalings(scope)], thresholds: known.thresholds(scope))
    return try Self.step(query, scan: known.scan, Self.mostPasses, in: dialect)
  }

  private static func step(
    _ query: SummaryQuery, scan: Scan, _ passes: Int, in dialect: any SQLDialect
  ) throws -> Step<ScopeSummary> {
    guard passes > 0 else { throw NeedFault.changedSource }
    return .select(query.text(in: dialect), scan: scan) { table in
      switch try query.decode(table) {
      case .summary(let summary): .done(summary)
      case .rescaled(let better): try step(query.scaled(better), scan: scan, passes - 1, in: dialect)
      case .tooManyGroups: throw NeedFault.tooManyGroups(query.plan.grouping)
      }
    }
  }

  package func answer(in table: MemoryTable, _ known: Answers) -> ScopeSummary {
    let plan = known[ScopedPlan(scope)]
    let (arms, strata) = (plan.variants.indices, table.strata(plan))
    let cells = plan.populations.map { population in
      let vectors = RowVectors(plan, population, table, known, scope)
      let isShaped = plan.metrics.contains { $0.population == population && $0.needsShape }
      let empty = VectorSums(dimension: vectors.dimension, shaped: isShaped ? population.terms.count : 0)
      var sums = Array(repeating: empty, count: strata.count * arms.count)
      for row in 0..<vectors.count {
        let group = strata.count == 1 ? 0 : vectors.stratum[row]
        sums[group * arms.count + vectors.arm[row]].add(vectors, row)
      }
      return sums.map { sums in
        let moments = sums.moments
        return MetricCell(kept: moments.count, moments: moments, dropped: [:])
      }
    }
    let groups = strata.enumerated().map { group, key in
      let own = plan.rowVectors.map { metric in
        let position = plan.position(of: metric.population)
        return arms.map { cells[position][group * arms.count + $0] }
      }
      // Without metrics the units of a group are its rows.
      let units =
        own.first.map { $0.map(\.kept) } ?? arms.map { table.count(arm: $0, stratum: strata.count == 1 ? nil : group) }
      return SummaryGroup(keys: key, units: units, rowsKept: units.reduce(0, +), cells: own)
    }
    let units = arms.map { arm in groups.reduce(0) { $0 + $1.units[arm] } }
    return ScopeSummary(
      exposure: ExposureLedger(units: units, rowsKept: table.count, drops: []),
      groups: groups.filter { $0.rowsKept > 0 })
  }
}
