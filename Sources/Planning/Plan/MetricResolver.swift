internal import Diagnostics
internal import Specification
internal import Statistics
internal import Tables
internal import Terms

/// Turns a metric of the spec into a planned one: columns found and typed, defaults filled.
struct MetricResolver {
  let spec: ExperimentSpec
  let schema: TableSchema
  /// Text columns whose values are numbers, as in every column of a CSV file.
  let numericTexts: Set<String>
  /// The metrics' filters in the order of the metrics; equal texts share one.
  let filters: [TypedExpression]
  /// What exposures and facts add to the columns of the source.
  let derived: DerivedColumns

  init(spec: ExperimentSpec, schema: TableSchema, numericTexts: Set<String>) {
    self.spec = spec
    self.schema = schema
    self.numericTexts = numericTexts
    derived = DerivedColumns(spec, schema)
    var seen = Set<String>()
    filters = spec.metrics.compactMap(\.where).filter { seen.insert($0.text.text).inserted }
  }

  /// The metrics in the order of the spec; what is wrong with any name is added to the faults.
  func plan(_ faults: inout ColumnFaults) -> [PlannedMetric] {
    faults.checkAssignments()
    faults.checkCovariates(spec.metrics.flatMap(\.covariates))
    return spec.metrics.map { plan($0, &faults) }
  }

  /// The primary metrics and guardrails as they are compared by the day of exposure, with their covariates that are numbers; those that more is
  /// read of than sums are not.
  func planByDay(_ faults: inout ColumnFaults) -> [PlannedMetric] {
    let watched = spec.metrics.filter { $0.role.decides }
    return watched.map { plan($0, &faults, isByDay: true) }.filter { $0.method.ofMoments != nil && $0.cell == nil }
  }

  private func plan(_ metric: MetricSpec, _ faults: inout ColumnFaults, isByDay: Bool = false) -> PlannedMetric {
    let terms = terms(of: metric, &faults)
    if let filter = metric.where { faults.check(filter) }
    let (columns, categories) = covariates(of: metric, &faults)
    let earlier = earlierValues(of: metric)
    let population = Population(
      terms: terms, covariates: columns + earlier, filter: filter(of: metric), maturity: derived.maturity(of: metric))
    let planned = PlannedMetric(
      metric, in: spec, population: population, categories: isByDay ? [] : categories,
      survival: metric.metric.timeToEvent.map { derived.survival($0, in: metric) }, cell: derived.cell(of: metric),
      earlierValues: metric.cap?.source == .earlier ? earlier.first : nil, eventCap: eventCap(of: metric, terms),
      isStratified: isByDay)
    if case .value(let cap) = metric.cap?.level { return planned.capped(at: cap) }
    return planned
  }

  /// The columns of both parts of what is summed over events that are cut.
  private func eventCap(of metric: MetricSpec, _ terms: [PlannedTerm]) -> EventCapTerms? {
    guard let part = derived.cut(.upTo, of: metric), let excess = derived.cut(.above, of: metric) else { return nil }
    func term(_ column: DerivedColumn) -> PlannedTerm {
      PlannedTerm(
        .column(column.name), type: column.type, kind: terms[0].kind, rule: terms[0].rule, absence: terms[0].absence)
    }
    return EventCapTerms(key: part.key, part: term(part.column), excess: term(excess.column))
  }

  private func filter(of metric: MetricSpec) -> Int? {
    metric.where.map { planned($0.text.text, in: filters.map(\.text.text)) }
  }

  // MARK: What is averaged

  private func terms(of metric: MetricSpec, _ faults: inout ColumnFaults) -> [PlannedTerm] {
    let absence = PlannedTerm.Absence(metric.missing)
    let terms = metric.metric.terms.map { term in
      PlannedTerm(
        input(of: term, in: metric), type: type(of: term, in: metric, &faults), kind: term.kind, rule: term.rule,
        // A dose that is not known is not zero.
        absence: term.role == .dose ? .drop : absence)
    }
    if let probability = metric.metric.quantile {
      let values = Population(terms: terms, filter: filter(of: metric), maturity: derived.maturity(of: metric))
      return PlannedQuantile(values: values, probability: probability, events: events(metric, probability)).terms
    }
    if spec.data.rows == .aggregates, let units = spec.data.units, metric.metric.needsAggregates,
      metric.metric.aggregateForm != .counts
    {
      let term = MetricTerm(.denominator, units, .count)
      return terms + [PlannedTerm(.column(units.value), type: faults.type(of: term), kind: .count, absence: absence)]
    }
    return spec.data.cluster != nil && metric.metric.functional == .mean ? terms + [.one] : terms
  }

  private func events(_ metric: MetricSpec, _ probability: Double) -> PlannedQuantile.EventValues? {
    guard let term = metric.metric.terms.first?.fact, term.isOfEvents else { return nil }
    return PlannedQuantile.EventValues(
      term: term,
      counts: [
        derived.column(ofShare: term, probability, isStrict: false), derived.column(of: term, in: metric).name,
        derived.column(ofShare: term, probability, isStrict: true),
      ])
  }

  /// What is made of events is a column of the units, too.
  private func input(of term: MetricTerm, in metric: MetricSpec) -> PlannedTerm.Input {
    switch term.input {
    case .column(let column): .column(column.value)
    case .threshold(let threshold): .threshold(threshold)
    case .expression(let value): .expression(UnitExpression(value: value))
    case .fact(let term): .column(derived.column(of: term, in: metric).name)
    case .reach(let funnel, let step): .column(derived.column(ofReach: funnel, step).name)
    case .time(let time): .column(derived.survival(time, in: metric).influence)
    case .quantile(let value, _): input(of: MetricTerm(term.role, value, term.kind), in: metric)
    }
  }

  private func type(of term: MetricTerm, in metric: MetricSpec, _ faults: inout ColumnFaults) -> FieldType {
    switch term.input {
    case .fact(let own): derived.column(of: own, in: metric).type
    case .reach(let funnel, let step): derived.column(ofReach: funnel, step).type
    case .time: .real
    case .quantile(let value, _): type(of: MetricTerm(term.role, value, term.kind), in: metric, &faults)
    case .column, .threshold, .expression: faults.type(of: term)
    }
  }

  // MARK: What explains variance

  /// Columns of numbers, and columns of texts each of whose values is a covariate.
  private func covariates(
    of metric: MetricSpec, _ faults: inout ColumnFaults
  ) -> (numbers: [PlannedTerm], categories: [String]) {
    var (numbers, categories): ([PlannedTerm], [String]) = ([], [])
    for column in metric.covariates {
      guard let type = faults.typeOfCovariate(column) else { continue }
      if type == .text, !numericTexts.contains(column.value) {
        categories.append(column.value)
      } else {
        numbers.append(PlannedTerm(.column(column.value), type: type, kind: .number, absence: .indicated))
      }
    }
    return (numbers, categories)
  }

  /// The metric's own values before exposure, those of the numerator first.
  private func earlierValues(of metric: MetricSpec) -> [PlannedTerm] {
    metric.earlier.flatMap { span in
      metric.metric.terms.compactMap(\.fact).map { term in
        let column = derived.column(of: term.before(span.value), in: metric)
        return PlannedTerm(.column(column.name), type: column.type, kind: .number, absence: .indicated)
      }
    }
  }
}
