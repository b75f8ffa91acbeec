internal import Planning
internal import Statistics

/// The influence values of every metric that asks for their shape in a segment, summed while the rows of all units pass.
struct SegmentInfluences: Sendable {
  /// Per attribute of the plan.
  private var attributes: [Attribute]
  /// The populations of the metrics that ask, each once.
  let populations: [Population]

  init(_ plan: AnalysisPlan, _ summary: ScopeSummary) {
    attributes = zip(plan.grouping.segments, summary.segments).map { Attribute($0, $1, plan, summary.scalings) }
    populations = unique(attributes.flatMap { $0.metrics.map(\.population) })
  }

  var isEmpty: Bool { populations.isEmpty }

  mutating func add(_ batch: RowBatch) {
    for position in attributes.indices { attributes[position].add(batch, batch.segments[position]) }
  }

  var shapes: [SegmentValue: [Int: [ArmShape?]]] {
    attributes.reduce(into: [:]) { shapes, attribute in
      for (value, position) in attribute.values {
        let segment = SegmentValue(attribute: attribute.name, value: value)
        for metric in attribute.metrics { shapes[segment, default: [:]][metric.index] = metric.sums[position]?.shapes }
      }
    }
  }
}

/// The segments of one attribute.
private struct Attribute: Sendable {
  /// A metric that asks in one of the segments at least.
  struct Metric: Sendable {
    /// Its position in the plan.
    let index: Int
    let population: Population
    /// By segment; nil where it does not ask.
    var sums: [MetricInfluences?]
  }

  let name: String
  /// The position of each segment.
  let values: [String?: Int]
  var metrics: [Metric]

  init(_ name: String, _ segments: [SegmentSummary], _ plan: AnalysisPlan, _ scalings: [PlannedTerm: Scaling]) {
    self.name = name
    values = Dictionary(uniqueKeysWithValues: segments.enumerated().map { ($1.value, $0) })
    metrics = plan.metrics.indices.compactMap { index in
      let sums = segments.map { segment in
        plan.asksForShape(of: index, segment.groups) && !plan.isRead(index, of: segment)
          ? MetricInfluences(plan, index, segment.groups, scalings) : nil
      }
      guard sums.contains(where: { $0 != nil }) else { return nil }
      return Metric(index: index, population: plan.metrics[index].population, sums: sums)
    }
  }

  mutating func add(_ batch: RowBatch, _ segments: [String?]) {
    guard !metrics.isEmpty else { return }
    var rows = Array(repeating: [Int](), count: values.count)
    for (row, value) in segments.enumerated() {
      if let position = values[value] { rows[position].append(row) }
    }
    for place in metrics.indices {
      guard let members = batch.members[metrics[place].population] else { continue }
      for position in rows.indices { metrics[place].sums[position]?.add(batch, members, rows: rows[position]) }
    }
  }
}
