package import Planning
internal import Statistics
internal import Tables

/// What the units of each cell add up to, for one metric whose units share values: the rows of analysis of its variance.
package struct CellSums: Need {
  let metric: String

  package init(_ metric: String) { self.metric = metric }

  package func prerequisites(_ known: Answers) -> [any Need] { [GroupMoments()] }

  package func step(_ known: Answers, in dialect: any SQLDialect) -> Step<[SharedTotals]> {
    let query = CellSumsQuery(known.ground(of: .all), metric, scalings: known[GroupMoments()].scalings)
    return .select(query.text(in: dialect)) { .done(try query.decode($0)) }
  }

  /// Units in memory share nothing.
  package func answer(in table: MemoryTable, _ known: Answers) -> [SharedTotals] { [] }
}

private struct CellSumsQuery: Sendable {
  private let ground: QueryGround
  private let scalings: [PlannedTerm: Scaling]
  private let metric: PlannedMetric

  init(_ ground: QueryGround, _ name: String, scalings: [PlannedTerm: Scaling]) {
    guard let metric = ground.plan.metrics.first(where: { $0.name == name }) else {
      preconditionFailure("\(name) is not planned")
    }
    (self.ground, self.metric, self.scalings) = (ground, metric, scalings)
  }

  private var plan: AnalysisPlan { ground.plan }

  func text(in dialect: any SQLDialect) -> String {
    guard let cell = metric.cell else { preconditionFailure("the units of \(metric.name) share nothing") }
    let parts = PipelineParts(ground, scalings: scalings, dialect: dialect, keptCell: cell)
    var query = SQLText()
    _ = parts.appendScaled(to: &query)
    let p = plan.position(of: metric.population)
    let isClustered = plan.source.cluster != nil
    let cluster = isClustered ? [dialect.cast("\(.clusterKey)", .text)] : []
    let (own, segments) = (SQLColumn.names(.arm, .cell), parts.groups.segments.names)
    let keys = own + cluster + segments
    let named = own + cluster.map { "\($0) as \(.cluster)" } + segments
    let sums = metric.population.terms.indices.map { "sum(\(.scaled(p, $0))) as \(.sum($0))" }
    // Units of the clusters that are analyzed: others went nowhere as a whole.
    let known = cluster.map { " and \($0) in (select \(.example) from scaled where \(.arm) >= 0)" }.joined()
    return query.ending(
      "select \((named + ["count(*) as \(.units)"] + sums).joined(separator: ", "))\nfrom \(parts.unitRows)\n"
        + "where \(.arm) >= 0 and \(.member(p)) is not null\(known)\ngroup by \(keys.joined(separator: ", "))")
  }

  /// In an order of their own, whatever the one in which an engine gave them.
  func decode(_ table: Table?) throws(MalformedResult) -> [SharedTotals] {
    guard let table else { return [] }
    var all: [SharedTotals] = []
    for index in 0..<table.rowCount {
      let row = AnswerRow(table, index)
      let units = try row.integer(.units)
      var sums: [Double] = []
      for (t, term) in metric.population.terms.enumerated() {
        sums.append(Self.total(try row.wideInteger(.sum(t)) ?? 0, of: units, scalings[term]))
      }
      var segments: [String?] = []
      for segment in plan.grouping.segments.indices { segments.append(try row.text(.segment(segment))) }
      let totals = CellTotals(
        arm: try row.integer(.arm), cell: try row.wideInteger(.cell).map { Int($0) },
        cluster: plan.source.cluster == nil ? nil : try row.text(.cluster), units: units, sums: sums)
      all.append(SharedTotals(totals: totals, segments: segments))
    }
    return all.sorted(by: Self.precedes)
  }

  private static func total(_ sum: Int128, of units: Int, _ scaling: Scaling?) -> Double {
    guard let scaling else { return Double(sum) }
    guard scaling.decimals == nil else {
      return (Double(sum) + Double(units) * scaling.scaledCenter) / scaling.factor
    }
    let total = Double(units) * scaling.center + Double(sum) * scaling.unit
    // What the integers cannot tell from nothing is nothing: a share of no cost at all.
    return abs(total) > Double(units) * scaling.unit ? total : 0
  }

  private static func precedes(_ left: SharedTotals, _ right: SharedTotals) -> Bool {
    let (one, other) = (left.totals, right.totals)
    if one.cell != other.cell { return (one.cell ?? -1) < (other.cell ?? -1) }
    if one.arm != other.arm { return one.arm < other.arm }
    for (a, b) in zip([one.cluster] + left.segments, [other.cluster] + right.segments) where a != b {
      return (a ?? "").utf8.lexicographicallyPrecedes((b ?? "").utf8)
    }
    return false
  }
}

extension CellSums: PlanNeed {
  package static func all(_ plan: AnalysisPlan, of scope: Scope) -> [CellSums] {
    scope == .all ? plan.metrics.filter { $0.cell != nil }.map { CellSums($0.name) } : []
  }

  package func tell(_ summary: inout ExperimentSummary, _ known: Answers) { summary.shared[metric] = known[self] }
}

extension SQLColumn {
  /// Text: the key of a cluster.
  fileprivate static let cluster = SQLColumn("cluster")
  /// Integer of any width: the sum of the integers of a term.
  fileprivate static func sum(_ term: Int) -> SQLColumn { SQLColumn("s\(term)") }
}
