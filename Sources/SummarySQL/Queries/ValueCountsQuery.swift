package import Planning
package import Statistics
package import Tables

/// Reads how often each value occurs around a quantile, per variant: where many units share values, so that there are few.
package struct ValueCountsQuery: Sendable {
  private let values: QuantileValues
  /// The ranks between which values are read, per quantile and variant.
  private let ranks: [PlannedQuantile: [ClosedRange<Int>]]

  /// - Parameter ranks: of each variant; the value before the first rank and the one after the last are read too.
  package init(_ ground: QueryGround, ranks: [PlannedQuantile: [ClosedRange<Int>]]) {
    (values, self.ranks) = (QuantileValues(ground: ground), ranks)
  }

  /// The ranks of a population's variants, over all its quantiles.
  private func ranges(_ population: Population) -> [ClosedRange<Int>]? {
    let own = ranks.filter { $0.key.values == population }.map(\.value)
    guard let first = own.first else { return nil }
    return own.dropFirst().reduce(first) {
      zip($0, $1).map { min($0.lowerBound, $1.lowerBound)...max($0.upperBound, $1.upperBound) }
    }
  }

  package func text(in dialect: any SQLDialect) -> String {
    var query = SQLText()
    var selects: [String] = []
    for stage in values.append(to: &query, in: dialect) {
      for index in stage.populations {
        guard let ranges = ranges(values.populations[index]) else { continue }
        let y = QuantileValues.column(index)
        query.step(
          "counted\(index)",
          "select \(.arm), \(y), count(*) as n from \(stage.name) where \(y) is not null group by \(.arm), \(y)")
        let inOrder = "over (partition by \(.arm) order by \(y))"
        query.step(
          "cumulated\(index)", "select *, \(dialect.cast("sum(n) \(inOrder)", .integer)) as upto from counted\(index)")
        query.step(
          "neighbors\(index)",
          "select *, coalesce(lag(n) \(inOrder), 0) as n_before, coalesce(lead(n) \(inOrder), 0) as n_after from cumulated\(index)"
        )
        let isAround = ranges.enumerated().map { arm, range in
          "\(.arm) = \(arm) and upto + n_after >= \(range.lowerBound) and upto - n - n_before < \(range.upperBound)"
        }
        selects.append(
          "select \(index) as \(.population), \(.arm), \(dialect.cast(y, .double)) as \(.number), n as \(.count), upto as \(.upTo) "
            + "from neighbors\(index) where \(isAround.map { "(\($0))" }.joined(separator: " or "))")
      }
    }
    return query.ending(selects.joined(separator: "\nunion all\n"))
  }

  /// The values around each quantile that was asked for, per variant.
  ///
  /// - Parameters:
  ///   - table: nil is that of no rows.
  ///   - known: how many values there are.
  package func decode(
    _ table: Table?, _ known: [PlannedQuantile: [RankedValues]]
  ) throws(MalformedResult) -> [PlannedQuantile: [RankedValues]] {
    var atoms: [[Int]: [MidDistribution.Atom]] = [:]
    for index in 0..<(table?.rowCount ?? 0) {
      guard let table else { break }
      let row = AnswerRow(table, index)
      let (count, upTo) = (try row.integer(.count), try row.integer(.upTo))
      guard let value = try row.real(.number), count > 0, upTo >= count else { throw MalformedResult(.number) }
      let key = [try row.integer(.population), try row.integer(.arm)]
      atoms[key, default: []].append(MidDistribution.Atom(value: value, count: count, below: upTo - count))
    }
    var all = known
    for quantile in ranks.keys {
      let position = planned(quantile.values, in: values.populations)
      all[quantile] = known[quantile]?.enumerated().map { arm, ranked in
        let own = (atoms[[position, arm]] ?? []).sorted { $0.value < $1.value }
        return ranked.counting(MidDistribution(total: ranked.count, atoms: own))
      }
    }
    return all
  }
}

extension SQLColumn {
  /// Integer: the position of a population among those of the query.
  fileprivate static let population = SQLColumn("population")
  /// Double: a value that occurs.
  fileprivate static let number = SQLColumn("number")
  /// Integer: how often it does.
  fileprivate static let count = SQLColumn("n")
  /// Integer: values at or below it.
  fileprivate static let upTo = SQLColumn("upto")
}
