package import Planning
package import Statistics

/// The quantile of each variant as it was counted, for every metric that is one, with the number of values.
package struct RawQuantiles: Need {
  let scope: Scope

  package init(_ scope: Scope = .all) { self.scope = scope }

  package func prerequisites(_ known: Answers) -> [any Need] { [ScopedPlan(scope), UniqueUnits(), Influences(scope)] }

  package func passes(_ known: Answers) -> Int { known.plan.quantiles.isEmpty ? 0 : 1 }

  package func step(_ known: Answers, in dialect: any SQLDialect) -> Step<[PlannedQuantile: [RankedValues]]> {
    let (plan, scan) = (known[ScopedPlan(scope)], known.scan)
    guard !plan.quantiles.isEmpty else { return .done([:]) }
    let query = QuantileQuery(known.ground(of: scope))
    return .select(query.text(in: dialect), scan: scan) { table in
      let first = try query.decode(table)
      let ranks = Self.ranks(first)
      let isComplete = first.allSatisfy { quantile, ranked in
        zip(ranked, ranks[quantile, default: []]).allSatisfy { values, ranks in
          ranks.allSatisfy { values.values[$0] != nil }
        }
      }
      guard !isComplete else { return .done(first) }
      let second = query.reading(first, at: ranks)
      return .select(second.text(in: dialect), scan: scan) { .done(try second.decode($0)) }
    }
  }

  /// The ranks of the raw quantile, by quantile and variant.
  private static func ranks(_ raw: [PlannedQuantile: [RankedValues]]) -> [PlannedQuantile: [Set<Int>]] {
    raw.reduce(into: [:]) { ranks, entry in
      ranks[entry.key] = entry.value.map { $0.count > 0 ? [$0.rank(at: entry.key.probability)] : [] }
    }
  }

  package func answer(in table: MemoryTable, _ known: Answers) -> [PlannedQuantile: [RankedValues]] {
    known[ScopedPlan(scope)].quantiles.reduce(into: [:]) { all, quantile in
      all[quantile] = table.sorted(quantile).map { values in
        let rank = RankedValues.rank(at: quantile.probability, of: values.count)
        return RankedValues(count: values.count, values: values.isEmpty ? [:] : [rank: values[rank - 1]])
      }
    }
  }
}

extension Answers {
  /// The raw quantile of each variant, nil where it has no values; a summary counts the values on both sides of it.
  func thresholds(_ scope: Scope) -> [PlannedQuantile: [Double?]] {
    // What is held against them is not compared outside of the units that they are of.
    guard scope != .untriggered, !scope.isDivision else { return [:] }
    return self[RawQuantiles(scope)].reduce(into: [:]) { thresholds, entry in
      thresholds[entry.key] = entry.value.map { try? $0.value(at: entry.key.probability) }
    }
  }
}

extension MemoryTable {
  /// The values of a quantile in order, for each variant.
  func sorted(_ quantile: PlannedQuantile) -> [[Double]] {
    let column = self[quantile.term.soleColumn]
    var sorted = Array(repeating: [Double](), count: variants)
    for row in 0..<count { sorted[arm[row]].append(column[row]) }
    return sorted.map { $0.sorted() }
  }
}
