internal import Planning
internal import Statistics

/// The shape of one metric's influence values in each variant, summed while rows pass (Methods/skewed-data, "Adjusted values and
/// clusters").
struct MetricInfluences: Sendable {
  private let forms: InfluenceForms
  private var sums: [InfluenceSums]

  /// - Precondition: the metric is compared by moments, and its units have an influence.
  init(_ plan: AnalysisPlan, _ index: Int, _ groups: [SummaryGroup], _ scalings: [PlannedTerm: Scaling]) {
    let moments = MetricTable(plan, index, groups).moments
    guard let influence = plan.metrics[index].method.ofMoments?.influence(moments) else {
      preconditionFailure("only moments have a shape")
    }
    forms = InfluenceForms(influence, plan, index, groups, scalings)
    sums = influence.counts.map { InfluenceSums(units: $0) }
  }

  /// - Parameter rows: those of the batch that are looked at.
  mutating func add(_ batch: RowBatch, _ members: RowBatch.Members, rows: some Sequence<Int>) {
    let ofGroups = batch.groups.map { forms[$0] }
    for row in rows where members.isMember[row] {
      let arm = batch.arms[row]
      guard let form = ofGroups[batch.group[row]]?[arm] else { continue }
      sums[arm].add(form(members.integers, row))
    }
  }

  var shapes: [ArmShape?] { sums.map(\.shape) }
}
