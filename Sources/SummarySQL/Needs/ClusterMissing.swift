package import Planning
internal import Statistics
internal import Tables

/// How many units of each cluster have no outcome, and how many it has: their sums in each variant, by metric. Where units of clusters
/// are missing.
package struct ClusterMissing: Need {
  package init() {}

  package func prerequisites(_ known: Answers) -> [any Need] { [GroupMoments()] }

  package func step(_ known: Answers, in dialect: any SQLDialect) -> Step<[Int: [ClusterLoss]]> {
    let (plan, summary) = (known[ScopedPlan()], known[GroupMoments()])
    let metrics = plan.metrics.indices.filter { plan.asksForMissing(of: $0, summary.cells[$0]) }
    guard !metrics.isEmpty else { return .done([:]) }
    let parts = PipelineParts(known.ground(of: .all), scalings: summary.scalings, dialect: dialect)
    var query = SQLText()
    _ = parts.appendScaled(to: &query)
    let sums = metrics.flatMap { index in
      let (missing, all) = counts(plan.metrics[index].population, plan)
      return [
        "sum(\(missing)) as \(.sum(index, 0))", "sum(\(all)) as \(.sum(index, 1))",
        "sum(\(missing) * \(missing)) as \(.product(index, 0, 0))",
        "sum(\(missing) * \(all)) as \(.product(index, 0, 1))",
        "sum(\(all) * \(all)) as \(.product(index, 1, 1))",
        "count(case when \(missing) > 0 then 1 end) as \(.lacking(index))",
      ]
    }
    let text = query.ending(
      "select \(.arm), count(*) as \(.units), \(sums.joined(separator: ", ")) from scaled where \(.arm) >= 0 group by \(.arm)"
    )
    return .select(text, scan: known.scan) { .done(try decode($0, metrics, variants: plan.variants.count)) }
  }

  /// The units of a cluster without an outcome, and those that one is expected of.
  private func counts(_ population: Population, _ plan: AnalysisPlan) -> (missing: String, all: String) {
    let p = plan.position(of: population)
    func total(_ isCounted: (DropReason) -> Bool) -> String {
      let columns = population.possibleReasons.filter(isCounted).map { "\(.dropped(p, $0))" }
      return columns.isEmpty ? "0" : columns.joined(separator: " + ")
    }
    return ("(\(total(\.isOfOutcome)))", "(\(.members) - (\(total { !$0.isOfOutcome })))")
  }

  private func decode(_ table: Table?, _ metrics: [Int], variants: Int) throws(MalformedResult) -> [Int: [ClusterLoss]]
  {
    var found = metrics.reduce(into: [Int: [ClusterLoss]]()) { all, index in
      all[index] = Array(repeating: ClusterLoss(lacking: 0, .empty(dimension: 2)), count: variants)
    }
    for index in 0..<(table?.rowCount ?? 0) {
      guard let row = table.map({ AnswerRow($0, index) }) else { continue }
      let (arm, count) = (try row.integer(.arm), try row.integer(.units))
      for metric in metrics {
        func number(_ column: SQLColumn) throws(MalformedResult) -> Double { Double(try row.wideInteger(column) ?? 0) }
        let sums = [try number(.sum(metric, 0)), try number(.sum(metric, 1))]
        var products: [[Double]] = [[0, 0], [0, 0]]
        for (i, j) in [(0, 0), (0, 1), (1, 1)] {
          products[i][j] = try number(.product(metric, i, j)) - sums[i] * sums[j] / Double(count)
        }
        found[metric]?[arm] = ClusterLoss(
          lacking: try row.integer(.lacking(metric)),
          Moments(
            count: count, mean: sums.map { $0 / Double(count) },
            products: SymmetricMatrix(dimension: 2) { products[min($0, $1)][max($0, $1)] }))
      }
    }
    return found
  }

  /// In a table in memory nothing is missing.
  package func answer(in table: MemoryTable, _ known: Answers) -> [Int: [ClusterLoss]] { [:] }
}

extension ClusterMissing: PlanNeed {
  package static func all(_ plan: AnalysisPlan, of scope: Scope) -> [ClusterMissing] {
    scope == .all && plan.source.cluster != nil ? [ClusterMissing()] : []
  }

  package func tell(_ summary: inout ExperimentSummary, _ known: Answers) { summary.clusterMissing = known[self] }
}

/// By the position of a metric in the plan: 0 is the missing units of a cluster, 1 all of them.
extension SQLColumn {
  /// Integer: the sum over clusters.
  fileprivate static func sum(_ metric: Int, _ i: Int) -> SQLColumn { SQLColumn("s\(metric)_\(i)") }
  /// Integer: the clusters that lack a unit at least.
  fileprivate static func lacking(_ metric: Int) -> SQLColumn { SQLColumn("l\(metric)") }
  /// Integer: the sum of products.
  fileprivate static func product(_ metric: Int, _ i: Int, _ j: Int) -> SQLColumn { SQLColumn("p\(metric)_\(i)\(j)") }
}
