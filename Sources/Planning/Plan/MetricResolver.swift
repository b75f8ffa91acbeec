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
  /// Those of metrics whose cap is a quantile, by name, once they are known.
  let caps: [String: Double]
  /// Where only the units of one segment are looked at.
  let segment: SegmentValue?
  /// What exposures and facts add to the columns of the source.
  let derived: DerivedColumns

  init(
    spec: ExperimentSpec, schema: TableSchema, numericTexts: Set<String>, caps: [String: Double] = [:],
    segment: SegmentValue? = nil
  ) {
    self.segment = segment
    self.spec = spec
    self.schema = schema
    self.numericTexts = numericTexts
    self.caps = caps
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
          values: Population(terms: terms, filter: filter, maturity: maturity, segment: segment),
          probability: probability,
          events: events(metric, probability)
        ).terms
    } else if isClustered, metric.metric.functional == .mean {
      terms.append(.one)
    }
    let cap = cap(metric)
    if let cap {
      terms.append(terms[0].cut(.above(cap)))
      terms[0] = terms[0].cut(.upTo(cap))
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
      metric.metric.quantile != nil || !metric.covariates.isEmpty || !metric.earlier.isEmpty || !spec.strata.isEmpty
      || !spec.data.phases.isEmpty
      || isClustered
    // A bootstrap studentizes, for which every metric needs a standard error of its own.
    let isSmooth = isAdjusted || metric.test == .bootstrap
    return PlannedMetric(
      spec: metric,
      population: Population(
        terms: terms, covariates: covariates, filter: filter, maturity: maturity, segment: segment),
      categories: categories, survival: metric.metric.timeToEvent.map { derived.survival($0, in: metric, segment) },
      estimator: isSmooth ? adjusted(metric, isClustered) : metric.metric.estimator,
      alpha: spec.alpha(of: metric), questionAlpha: spec.questionAlpha(of: metric), level: spec.level(of: metric),
      questionLevel: spec.inference.level?.value, sumsRows: spec.data.rows == .events || isClustered,
      isClustered: isClustered, cap: cap,
      cell: derived.cell(of: metric),
      earlierValues: metric.cap?.source == .earlier && covariates.indices.contains(ofEarlier)
        ? covariates[ofEarlier] : nil)
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
    case .time(let time): .column(derived.survival(time, in: metric, segment).influence)
    }
  }

  private func type(of term: MetricTerm, in metric: MetricSpec, _ faults: inout ColumnFaults) -> FieldType {
    switch term.input {
    case .fact(let own): derived.column(of: own, in: metric).type
    case .reach(let funnel, let step): derived.column(ofReach: funnel, step).type
    case .time: .real
    case .column, .threshold, .expression: faults.type(of: term)
    }
  }

  private func cap(_ metric: MetricSpec) -> Double? {
    switch metric.cap?.level {
    case .value(let value): value
    case .quantile: caps[metric.name.value]
    case nil: nil
    }
  }

  /// The estimator that takes covariates, strata and clusters: clusters are ratios of their totals.
  private func adjusted(_ metric: MetricSpec, _ isClustered: Bool) -> any Estimator {
    if let probability = metric.metric.quantile {
      return WoodruffMover(
        probability: probability, settings: AdjustmentSettings(slopes: metric.slopes),
        tail: (1 - spec.level(of: metric)) / 2)
    }
    if metric.metric.doseResponse != nil { return metric.metric.estimator }
    if let time = metric.metric.timeToEvent {
      return time.ofCurve.map {
        SurvivalComparison($0, settings: AdjustmentSettings(slopes: metric.slopes), isAdjusted: true)
      } ?? HazardComparison()
    }
    if metric.metric.comparesRanks { return PlacementMeans(settings: AdjustmentSettings(slopes: metric.slopes)) }
    return DeltaMethod(
      isClustered ? .ratio : metric.metric.functional, isProbability: metric.metric.isProbability,
      settings: AdjustmentSettings(slopes: metric.slopes))
  }
}
