package import Planning
package import Statistics
package import Tables

/// The rows of analysis themselves, for the methods that no sums are enough for: after the steps of the summary, one row per
/// unit or cluster, with its key.
///
/// Without a unit's column rows are numbered in the order of their values, so that the order of the file decides nothing.
package struct RowsQuery: Sendable {
  private let plan: AnalysisPlan
  private let scalings: [PlannedTerm: Scaling]
  private let unitsAreUnique: Bool
  /// Whether rows are the units of clusters, each with the key of its cluster.
  private let isWithinClusters: Bool
  /// Positions in the plan.
  private let populations: [Int]

  /// - Parameter isWithinClusters: for rows of units where clusters are analyzed.
  package init(
    _ plan: AnalysisPlan, scalings: [PlannedTerm: Scaling], unitsAreUnique: Bool, populations: [Population],
    isWithinClusters: Bool = false
  ) {
    self.plan = plan
    self.scalings = scalings
    self.unitsAreUnique = unitsAreUnique
    self.isWithinClusters = isWithinClusters
    self.populations = plan.populations.indices.filter { populations.contains(plan.populations[$0]) }
  }

  package func text(in dialect: any SQLDialect) -> String {
    let parts = PipelineParts(plan: plan, scalings: scalings, dialect: dialect, keepsKeys: true)
    var query = SQLText()
    _ = parts.appendScaled(to: &query, unitsAreUnique: unitsAreUnique)
    let values = ["arm"] + keys(parts) + populations.flatMap { p in ["n\(p)"] + columns(p) }
    guard isWithinClusters else {
      return query.ending(
        "select \((values + [key(parts, values)]).joined(separator: ", "))\nfrom scaled\nwhere arm >= 0")
    }
    // Units of the clusters that are analyzed: others went nowhere as a whole.
    let cluster = parts.dialect.cast("cluster_key", .text)
    return query.ending(
      "select \((values + ["\(cluster) as row_key"]).joined(separator: ", "))\nfrom \(parts.unitRows)\n"
        + "where arm >= 0 and \(cluster) in (select example from scaled where arm >= 0)")
  }

  /// The least and the greatest integer of every coordinate, as one row.
  package func rangeText(in dialect: any SQLDialect) -> String {
    let parts = PipelineParts(plan: plan, scalings: scalings, dialect: dialect)
    var query = SQLText()
    _ = parts.appendScaled(to: &query, unitsAreUnique: unitsAreUnique)
    let ranges = populations.flatMap(columns).flatMap { ["min(\($0)) as low_\($0)", "max(\($0)) as high_\($0)"] }
    return query.ending("select \(ranges.joined(separator: ", "))\nfrom scaled\nwhere arm >= 0")
  }

  /// - Parameter table: nil is that of no rows.
  package func decodeRanges(_ table: Table?) throws(MalformedResult) -> [Population: [Coarsening]] {
    var all: [Population: [Coarsening]] = [:]
    for p in populations {
      let population = plan.populations[p]
      var own: [Coarsening] = []
      for (term, column) in zip(population.coordinates, columns(p)) {
        let low = try table.flatMap { table throws(MalformedResult) in try integers(table, "low_\(column)").first ?? nil
        }
        let high = try table.flatMap { table throws(MalformedResult) in
          try integers(table, "high_\(column)").first ?? nil
        }
        own.append(Coarsening(scalings[term], from: low ?? 0, to: high ?? 0))
      }
      all[population] = own
    }
    return all
  }

  private func key(_ parts: PipelineParts, _ values: [String]) -> String {
    if plan.source.cluster != nil { return "example as row_key" }
    if parts.keyedUnit != nil { return "row_key" }
    let number = "row_number() over (order by \(values.joined(separator: ", ")))"
    return "\(parts.dialect.cast(number, .text)) as row_key"
  }

  private func keys(_ parts: PipelineParts) -> [String] {
    plan.grouping.keys.indices.map { "k\($0)" } + (parts.groups.hasPattern ? ["missing"] : [])
  }

  private func columns(_ p: Int) -> [String] { plan.populations[p].coordinates.indices.map { "q\(p)_\($0)" } }

  package func decode(_ table: Table) throws(MalformedResult) -> RowBatch {
    let arms = try integers(table, "arm").map { Int($0 ?? 0) }
    let (groups, group) = try self.groups(table)
    guard case .text(let keys)? = table["row_key"] else { throw MalformedResult(column: "row_key") }
    var members: [Population: RowBatch.Members] = [:]
    for p in populations {
      let isMember = try present(table, "n\(p)")
      var values: [[Int64]] = []
      for column in columns(p) { values.append(try integers(table, column).map { $0 ?? 0 }) }
      members[plan.populations[p]] = RowBatch.Members(isMember: isMember, integers: values)
    }
    return RowBatch(
      arms: arms, keys: keys.map { $0 ?? "" }, groups: groups, group: group, members: members)
  }

  /// The groups that occur, and the one of each row.
  private func groups(_ table: Table) throws(MalformedResult) -> (all: [RowGroup], ofRow: [Int]) {
    var texts: [[String?]] = []
    for key in plan.grouping.keys.indices {
      guard case .text(let values)? = table["k\(key)"] else { throw MalformedResult(column: "k\(key)") }
      texts.append(values)
    }
    let missing = plan.grouping.indicated.isEmpty ? nil : try integers(table, "missing")
    guard !texts.isEmpty || missing != nil else {
      return ([RowGroup(keys: [], missing: 0)], Array(repeating: 0, count: table.rowCount))
    }
    var positions: [RowGroup: Int] = [:]
    var (all, ofRow): ([RowGroup], [Int]) = ([], [])
    for row in 0..<table.rowCount {
      let group = RowGroup(keys: texts.map { $0[row] }, missing: Int(missing?[row] ?? 0))
      let position = positions[group, default: all.count]
      if position == all.count {
        positions[group] = position
        all.append(group)
      }
      ofRow.append(position)
    }
    return (all, ofRow)
  }

  private func present(_ table: Table, _ name: String) throws(MalformedResult) -> [Bool] {
    switch table[name] {
    case .integer(let values): values.map { $0 != nil }
    case .wideInteger(let values): values.map { $0 != nil }
    case .real(let values): values.map { $0 != nil }
    case .truth(let values): values.map { $0 != nil }
    case .text, nil: throw MalformedResult(column: name)
    }
  }

  private func integers(_ table: Table, _ name: String) throws(MalformedResult) -> [Int64?] {
    switch table[name] {
    case .integer(let values): return values
    case .wideInteger(let values):
      var narrow: [Int64?] = []
      for value in values {
        guard let value else {
          narrow.append(nil)
          continue
        }
        guard let fitting = Int64(exactly: value) else { throw MalformedResult(column: name) }
        narrow.append(fitting)
      }
      return narrow
    case .real, .truth, .text, nil: throw MalformedResult(column: name)
    }
  }
}
