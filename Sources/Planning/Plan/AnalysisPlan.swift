package import Diagnostics
package import Specification
package import Statistics
package import Tables

/// Everything resolved, nothing left to look up: names to columns, defaults filled, needed aggregates collected and merged.
package struct AnalysisPlan: Sendable {
  package let spec: ExperimentSpec
  /// When one may look, and what a look may claim.
  package let design: any Design
  package let source: PlannedSource
  /// How the units come about; nil where the files have a row per unit, event or count.
  package let exposures: PlannedExposures?
  /// In the order of the spec.
  package let variants: [VariantSpec]
  package private(set) var metrics: [PlannedMetric]
  package let funnels: [PlannedFunnel]
  /// Each treatment against the control, or the contrasts of the spec.
  package let comparisons: [Comparison]
  /// The metrics' own filters, each once.
  package let filters: [TypedExpression]
  /// Each once, in the order of the metrics.
  package let populations: [Population]
  package let terms: [PlannedTerm]
  /// By what the summary is divided beside variants.
  package let grouping: Grouping
  package let aggregates: [Aggregate]

  private let parts: [PlannedSource.Part]
  private let schema: TableSchema
  private let facts: [FactTable]
  private let numericTexts: Set<String>
  private let caps: [String: Double]
  private let aggregatePositions: [Aggregate: Int]
  private let termPositions: [PlannedTerm: Int]

  /// - Throws: the faults that only the source's columns reveal, all at once.
  package init(
    _ spec: ExperimentSpec, parts: [PlannedSource.Part], schema: TableSchema, facts: [FactTable] = [],
    numericTexts: Set<String> = [], caps: [String: Double] = [:]
  ) throws(DiagnosticList) {
    try self.init(
      spec, parts: parts, schema: schema, facts: facts, numericTexts: numericTexts, caps: caps, segment: nil)
  }

  private init(
    _ spec: ExperimentSpec, parts: [PlannedSource.Part], schema: TableSchema, facts: [FactTable],
    numericTexts: Set<String>, caps: [String: Double], segment: SegmentValue?
  ) throws(DiagnosticList) {
    var faults = ColumnFaults(spec: spec, schema: schema)
    let resolver = MetricResolver(spec: spec, schema: schema, numericTexts: numericTexts, caps: caps, segment: segment)
    let metrics = resolver.plan(&faults).filter { segment == nil || $0.isReadBySegment }
    let list = DiagnosticList(faults.diagnostics + FactFaults(spec: spec, tables: facts).diagnostics)
    if list.hasErrors { throw list }

    self.spec = spec
    design = spec.inference.design.made
    (self.parts, self.schema, self.facts, self.numericTexts) = (parts, schema, facts, numericTexts)
    self.metrics = metrics
    self.caps = caps
    funnels = PlannedFunnel.all(metrics)
    let measured = metrics + funnels.map(\.steps)
    filters = resolver.filters
    variants = spec.variants
    comparisons = Comparison.all(spec)
    populations = unique(measured.map(\.population))
    terms = unique(populations.flatMap(\.coordinates))
    let grouping = Grouping(spec, metrics, phase: resolver.derived.phase(spec))
    self.grouping = grouping
    aggregates = unique(measured.flatMap(\.aggregates))
    aggregatePositions = Dictionary(uniqueKeysWithValues: aggregates.enumerated().map { ($1, $0) })
    termPositions = Dictionary(uniqueKeysWithValues: terms.enumerated().map { ($1, $0) })
    let columns = unique(
      terms.flatMap(\.columns) + metrics.compactMap(\.survival).flatMap { [$0.duration, $0.occurrence] }
        + grouping.columns + [spec.data.cluster?.value].compactMap(\.self)
        + resolver.filters.flatMap { $0.columns.map(\.name) } + populations.compactMap(\.maturity)
        + metrics.compactMap(\.cell) + resolver.derived.joinedAttributes)
    let own = columns.filter { schema[$0] != nil }
    let files = PlannedSource(
      spec, parts: parts, schema: schema, valueColumns: own,
      keyColumns: [spec.data.time?.value].compactMap(\.self))
    exposures = PlannedExposures(spec, source: files, facts: facts, derived: resolver.derived)
    source =
      exposures == nil
      ? files
      : PlannedSource(
        spec, parts: parts, schema: TableSchema(fields: schema.fields + resolver.derived.fields),
        valueColumns: columns, isUnitTable: true)
  }

  /// The metrics whose cap is a quantile that is not known yet.
  package var uncapped: [PlannedMetric] {
    metrics.filter { metric in
      if case .quantile = metric.spec.cap?.level { metric.cap == nil } else { false }
    }
  }

  /// The plan with the caps of these metrics, by name.
  package func capped(at caps: [String: Double]) throws(DiagnosticList) -> AnalysisPlan {
    try AnalysisPlan(
      spec, parts: parts, schema: schema, facts: facts, numericTexts: numericTexts, caps: caps)
  }

  /// The plan of the metrics whose values are read, for the units of one segment.
  package func within(_ segment: SegmentValue) throws(DiagnosticList) -> AnalysisPlan {
    try AnalysisPlan(
      spec, parts: parts, schema: schema, facts: facts, numericTexts: numericTexts, caps: caps, segment: segment)
  }

  /// The plan with estimators that have read what the summary does not bring.
  package func comparing(by estimator: (PlannedMetric) -> any Estimator) -> AnalysisPlan {
    var plan = self
    plan.metrics = metrics.map { $0.comparing(by: estimator($0)) }
    return plan
  }

  /// The survival curves that must be known, each once.
  package var survivals: [PlannedSurvival] { unique(metrics.compactMap(\.survival)) }

  /// The faults that only the source's columns reveal, of a spec that may have others.
  package static func columnFaults(
    _ draft: ExperimentSpec, schema: TableSchema, facts: [FactTable] = []
  ) -> [Diagnostic] {
    var faults = ColumnFaults(spec: draft, schema: schema)
    _ = MetricResolver(spec: draft, schema: schema, numericTexts: []).plan(&faults)
    return faults.diagnostics + FactFaults(spec: draft, tables: facts).diagnostics
  }

  /// Every row vector that a summary has cells of: those of the metrics, then those of the funnels.
  package var measured: [PlannedMetric] { metrics + funnels.map(\.steps) }

  /// The covariates of all populations, each once.
  package var covariates: [PlannedTerm] { unique(populations.flatMap(\.covariates)) }

  /// The quantiles that must be known before the summary, each once.
  package var quantiles: [PlannedQuantile] { unique(metrics.compactMap(\.quantile)) }

  /// - Precondition: the aggregate is one of the plan's.
  package func position(of aggregate: Aggregate) -> Int { aggregatePositions[aggregate, default: -1] }

  /// - Precondition: the term is one of the plan's.
  package func position(of term: PlannedTerm) -> Int { termPositions[term, default: -1] }
}

/// The elements without repeats, in the order of their first occurrence.
package func unique<Element: Hashable>(_ elements: [Element]) -> [Element] {
  var seen = Set<Element>()
  return elements.filter { seen.insert($0).inserted }
}
