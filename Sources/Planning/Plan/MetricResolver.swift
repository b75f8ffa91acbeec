internal import Diagnostics
internal import Specification
internal import Statistics
internal import Tables

/// Turns a metric of the spec into a planned one: columns found and typed, defaults filled.
struct MetricResolver {
  let spec: ExperimentSpec
  let schema: TableSchema
  /// The metrics' filters in the order of the metrics; equal texts share one.
  let filters: [TypedExpression]

  init(spec: ExperimentSpec, schema: TableSchema) {
    self.spec = spec
    self.schema = schema
    var seen = Set<String>()
    filters = spec.metrics.compactMap(\.where).filter { seen.insert($0.text.text).inserted }
  }

  /// The metrics in the order of the spec; what is wrong with any name is added to the faults.
  func plan(_ faults: inout ColumnFaults) -> [PlannedMetric] {
    faults.checkAssignments()
    return spec.metrics.map { plan($0, &faults) }
  }

  private func plan(_ metric: MetricSpec, _ faults: inout ColumnFaults) -> PlannedMetric {
    let terms = metric.metric.terms.map { term in
      PlannedTerm(
        column: term.column.value, type: faults.type(of: term), kind: term.kind, missing: metric.missing)
    }
    if let filter = metric.where { faults.check(filter) }
    let filter = metric.where.flatMap { own in filters.firstIndex { $0.text.text == own.text.text } }
    return PlannedMetric(
      spec: metric, population: Population(terms: terms, filter: filter), alpha: spec.alpha(of: metric),
      questionAlpha: spec.questionAlpha(of: metric), level: spec.level(of: metric), rows: spec.data.rows)
  }
}
