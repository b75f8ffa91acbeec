package import Planning
package import Statistics
package import Tables

/// The rows of analysis themselves, for the methods that no sums are enough for: after the steps of the summary, one row per
/// unit or cluster, with its key.
///
/// Without a unit's column rows are numbered in the order of their values, so that the order of the file decides nothing.
package struct RowsQuery: Sendable {
  private let ground: QueryGround
  private let scalings: [PlannedTerm: Scaling]
  /// Whether rows are the units of clusters, each with the key of its cluster.
  private let isWithinClusters: Bool
  /// Whether each row comes with its key.
  private let areNamed: Bool
  /// Whether each row comes with its segments.
  private let areSegmented: Bool
  /// Positions in the plan.
  private let populations: [Int]

  /// - Parameters:
  ///   - isWithinClusters: for rows of units where clusters are analyzed.
  ///   - areNamed: false where it does not matter which row is which; keys are then empty.
  package init(
    _ ground: QueryGround, scalings: [PlannedTerm: Scaling], populations: [Population], isWithinClusters: Bool = false,
    areNamed: Bool = true, areSegmented: Bool = false
  ) {
    self.areNamed = areNamed
    self.areSegmented = areSegmented
    self.ground = ground
    self.scalings = scalings
    self.isWithinClusters = isWithinClusters
    self.populations = ground.plan.populations.indices.filter { populations.contains(ground.plan.populations[$0]) }
  }

  private var plan: AnalysisPlan { ground.plan }

  package func text(in dialect: any SQLDialect) -> String {
    let parts = PipelineParts(ground, scalings: scalings, dialect: dialect, keepsKeys: areNamed)
    var query = SQLText()
    _ = parts.appendScaled(to: &query)
    let groups = parts.groups
    let divisions = groups.keys + (areSegmented ? groups.segments : []) + groups.pattern
    let values = [.arm] + divisions + populations.flatMap { [.member($0)] + columns($0) }
    guard isWithinClusters else {
      return query.ending(
        "select \((values.names + (areNamed ? [key(parts, values)] : [])).joined(separator: ", "))\nfrom scaled\nwhere \(.arm) >= 0"
      )
    }
    // Units of the clusters that are analyzed: others went nowhere as a whole.
    let cluster = parts.dialect.cast("\(.clusterKey)", .text)
    return query.ending(
      "select \((values.names + ["\(cluster) as \(.rowKey)"]).joined(separator: ", "))\nfrom \(parts.unitRows)\n"
        + "where \(.arm) >= 0 and \(cluster) in (select \(.example) from scaled where \(.arm) >= 0)")
  }

  private func key(_ parts: PipelineParts, _ values: [SQLColumn]) -> String {
    if plan.source.cluster != nil { return "\(.example) as \(.rowKey)" }
    if parts.keyedUnit != nil { return "\(.rowKey)" }
    let number = "row_number() over (order by \(values.names.joined(separator: ", ")))"
    return "\(parts.dialect.cast(number, .text)) as \(.rowKey)"
  }

  private func columns(_ p: Int) -> [SQLColumn] {
    plan.populations[p].coordinates.indices.map { SQLColumn.scaled(p, $0) }
  }

  package func decode(_ table: Table) throws(MalformedResult) -> RowBatch {
    let arms = try present(integers(table, .arm), .arm).map { Int($0) }
    let (groups, group) = try self.groups(table)
    let keys = areNamed ? try present(texts(table, .rowKey), .rowKey) : []
    var members: [Population: RowBatch.Members] = [:]
    for p in populations {
      let isMember = try isPresent(table, .member(p))
      var values: [[Int64]] = []
      for column in columns(p) { values.append(try integers(table, column).map { $0 ?? 0 }) }
      members[plan.populations[p]] = RowBatch.Members(isMember: isMember, integers: values)
    }
    var segments: [[String?]] = []
    if areSegmented {
      for column in SegmentDivision(plan.grouping).segments { segments.append(try texts(table, column)) }
    }
    return RowBatch(arms: arms, keys: keys, groups: groups, group: group, members: members, segments: segments)
  }

  /// The groups that occur, and the one of each row.
  private func groups(_ table: Table) throws(MalformedResult) -> (all: [RowGroup], ofRow: [Int]) {
    var texts: [[String?]] = []
    for key in plan.grouping.keys.indices { texts.append(try self.texts(table, .key(key))) }
    let missing = plan.grouping.indicated.isEmpty ? nil : try integers(table, .missing)
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

  private func texts(_ table: Table, _ column: SQLColumn) throws(MalformedResult) -> [String?] {
    guard case .text(let values)? = table[column] else { throw MalformedResult(column) }
    return values
  }

  /// What every row has.
  private func present<Value>(_ values: [Value?], _ column: SQLColumn) throws(MalformedResult) -> [Value] {
    let present = values.compactMap(\.self)
    guard present.count == values.count else { throw MalformedResult(column) }
    return present
  }

  private func isPresent(_ table: Table, _ column: SQLColumn) throws(MalformedResult) -> [Bool] {
    switch table[column] {
    case .integer(let values): values.map { $0 != nil }
    case .wideInteger(let values): values.map { $0 != nil }
    case .real(let values): values.map { $0 != nil }
    case .truth(let values): values.map { $0 != nil }
    case .text, nil: throw MalformedResult(column)
    }
  }

  private func integers(_ table: Table, _ column: SQLColumn) throws(MalformedResult) -> [Int64?] {
    switch table[column] {
    case .integer(let values): return values
    case .wideInteger(let values):
      var narrow: [Int64?] = []
      for value in values {
        guard let value else {
          narrow.append(nil)
          continue
        }
        guard let fitting = Int64(exactly: value) else { throw MalformedResult(column) }
        narrow.append(fitting)
      }
      return narrow
    case .real, .truth, .text, nil: throw MalformedResult(column)
    }
  }
}
