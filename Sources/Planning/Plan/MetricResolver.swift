internal import Diagnostics
internal import Specification
internal import Statistics
internal import Tables

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

  private func plan(_ metric: MetricSpec, _ faults: inout ColumnFaults) -> PlannedMetric {
    let absence = PlannedTerm.Absence(metric.missing)
    var terms = metric.metric.terms.map { term in
      PlannedTerm(
        input(of: term, in: metric), type: type(of: term, in: metric, &faults), kind: term.kind, rule: term.rule,
        // A dose that is not known is not zero.
        absence: term.role == .dose ? .drop : absence)
    }
    let isClustered = spec.data.cluster != nil
    let filter = metric.where.flatMap { own in filters.firstIndex { $0.text.text == own.text.text } }
    let maturity = derived.maturity(of: metric)
    if let probability = metric.metric.quantile {
      terms =
        PlannedQuantile(
          values: Population(terms: terms, filter: filter, maturity: maturity), probability: probability,
          events: events(metric, probability)
        ).terms
    } else if isClustered, metric.metric.functional == .mean {
      terms.append(.one)
    }
    if let filter = metric.where { faults.check(filter) }
    var (covariates, categories): ([PlannedTerm], [String]) = ([], [])
    for column in metric.covariates {
      guard let type = faults.typeOfCovariate(column) else { continue }
      if type == .text, !numericTexts.contains(column.value) {
        categories.append(column.value)
      } else {
        covariates.append(PlannedTerm(.column(column.value), type: type, kind: .number, absence: .indicated))
      }
    }
    let ofEarlier = covariates.count
    for span in metric.earlier {
      for term in metric.metric.terms.compactMap(\.fact) {
        let column = derived.column(of: term.before(span.value), in: metric)
        covariates.append(
          PlannedTerm(.column(column.name), type: column.type, kind: .number, absence: .indicated))
      }
    }
    let isAdjusted =
      !metric.covariates.isEmpty || !metric.earlier.isEmpty || !spec.strata.isEmpty
      || !spec.data.phases.isEmpty
      || isClustered
    // A bootstrap studentizes, for which every metric needs a standard error of its own.
    let isSmooth = isAdjusted || metric.test == .bootstrap
    let setting = ComparisonSetting(
      isClustered: isClustered, isAdjusted: isSmooth, slopes: metric.slopes, level: spec.level(of: metric))
    let planned = PlannedMetric(
      spec: metric,
      population: Population(terms: terms, covariates: covariates, filter: filter, maturity: maturity),
      categories: categories, survival: metric.metric.timeToEvent.map { derived.survival($0, in: metric) },
      rows: metric.metric.rows(setting), isAdjusted: isSmooth, estimator: metric.metric.estimator(setting),
      alpha: spec.alpha(of: metric), questionAlpha: spec.questionAlpha(of: metric), level: spec.level(of: metric),
      questionLevel: spec.inference.level?.value, sumsRows: spec.data.rows == .events || isClustered,
      isClustered: isClustered, cell: derived.cell(of: metric),
      earlierValues: metric.cap?.source == .earlier && covariates.indices.contains(ofEarlier)
        ? covariates[ofEarlier] : nil)
    if case .value(let cap) = metric.cap?.level { return planned.capped(at: cap) }
    return planned
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
}
