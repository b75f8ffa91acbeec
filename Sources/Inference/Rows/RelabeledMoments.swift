internal import Planning
internal import Statistics
internal import SummarySQL

/// The moments of a metric when rows of some variants exchange their labels; the other variants stay as they are.
struct RelabeledMoments {
  private let source: MetricRows
  /// The variants that take part.
  private let arms: [Int]
  /// The observed groups, each with its rows.
  private let groups: [(group: MetricGroup, rows: [Int])]
  private let values: [[Double]]

  init(_ source: MetricRows, rows: KeptRows, arms: [Int]) {
    self.source = source
    self.arms = arms
    values = rows.values
    var members: [[Int]] = rows.groups.map { _ in [] }
    for row in rows.group.indices { members[rows.group[row]].append(row) }
    // Where there are segments several groups have the same keys; all their rows belong to the first.
    var taken = Set<RowGroup>()
    groups = source.groups.map { summary in
      let group = MetricGroup(summary, source.index)
      guard taken.insert(group.rows).inserted else { return (group, []) }
      return (group, rows.groups.firstIndex(of: group.rows).map { members[$0] } ?? [])
    }
  }

  /// - Parameter labels: the variant of each row.
  func moments(_ labels: [Int]) -> StratifiedMoments {
    let dimension = source.metric.population.coordinates.count
    let relabeled = groups.map { group, rows in
      var all = group.moments
      for arm in arms { all[arm] = Moments(values, at: rows.filter { labels[$0] == arm }, dimension: dimension) }
      return MetricGroup(group.rows, all)
    }
    return MetricTable(source.plan, source.index, relabeled).moments
  }
}
