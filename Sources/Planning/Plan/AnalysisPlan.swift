package import Diagnostics
package import Specification
package import Statistics
package import Tables
package import Terms

/// Everything resolved, nothing left to look up: names to columns, defaults filled, needed aggregates collected and merged.
package struct AnalysisPlan: Sendable {
  package let header: ExperimentHeader
  /// Where the spec names what only the rows can show to be wrong.
  package let places: DataPlaces
  package let errors: ErrorRates
  /// Failed checks that a person overrules, and why.
  package let accepted: [Gate: String]
  /// Whether values that cannot be read are left out by a word of the spec.
  package let dropsUnreadable: Bool
  /// For several comparisons.
  package let correction: Correction
  /// Families that the spec names; metrics in none of them belong to that of their role.
  package let families: [PlannedFamily]
  /// How units were given their variants.
  package let assignment: AssignmentRule
  /// What becomes of units in several variants.
  package let crossing: CrossingRule
  /// The seed of everything random.
  package let seed: UInt64
  /// Replicates of a bootstrap, draws of a randomization test; nil is the method's own number.
  package let replicates: Int?
  /// Per phase of a ramp, the weight of each variant; empty where the weights were the same all the time.
  package let phases: [[Double]]
  /// The event without which a unit is not analyzed; nil where all exposed units are.
  package let trigger: FactTerm?
  /// When one may look, and what a look may claim.
  package let design: any Design
  package let source: PlannedSource
  /// How the units come about; nil where the files have a row per unit, event or count.
  package let exposures: PlannedExposures?
  /// The position of the control among the variants.
  package let control: Int
  package let metrics: [PlannedMetric]
  package let funnels: [PlannedFunnel]
  /// Each treatment against the control, or the contrasts of the spec.
  package let comparisons: [Comparison]
  /// The metrics' own filters, each once.
  package let filters: [TypedExpression]
  /// The populations of the metrics, each once, in the order of the metrics.
  package let populations: [Population]
  package let terms: [PlannedTerm]
  /// The keys that the summary is divided by beside variants.
  package let grouping: Grouping
  /// Declared attributes by which nothing is divided and that no covariate looks at; empty where units were not assigned one by one.
  package let undividedAttributes: [String]
  package let aggregates: [Aggregate]

  private let ground: PlanGround
  private let aggregatePositions: [Aggregate: Int]
  private let termPositions: [PlannedTerm: Int]

  /// - Parameter numericTexts: text columns whose values are numbers, as in every column of a CSV file.
  /// - Throws: the faults that only the source's columns reveal, all at once.
  package init(
    _ spec: ExperimentSpec, parts: [PlannedSource.Part], schema: TableSchema, facts: [FactTable] = [],
    joins: [JoinedTable] = [], numericTexts: Set<String> = []
  ) throws(DiagnosticList) {
    let whole = spec.schema(of: schema, joins)
    var faults = ColumnFaults(spec: spec, schema: whole)
    faults.checkJoins(joins, schema)
    faults.checkComputed(schema)
    faults.checkWideRows(schema)
    let resolver = MetricResolver(spec: spec, schema: whole, numericTexts: numericTexts)
    let metrics = resolver.plan(&faults)
    for column in spec.data.text.columns where facts.allSatisfy({ $0.schema[column.value] == nil }) {
      faults.checkKey(column)
    }
    let byDay = resolver.derived.day(spec) == nil ? [] : resolver.planByDay(&faults)
    let list = DiagnosticList(faults.diagnostics + FactFaults(spec: spec, tables: facts).diagnostics)
    if list.hasErrors { throw list }
    self.init(
      PlanGround(
        spec: spec, parts: parts, schema: whole, facts: facts, joins: joins, derived: resolver.derived,
        filters: resolver.filters, byDay: byDay),
      metrics)
  }

  private init(_ ground: PlanGround, _ metrics: [PlannedMetric], grouping: Grouping? = nil) {
    self.ground = ground
    design = ground.spec.inference.design.made
    self.metrics = metrics
    let spec = ground.spec
    (header, places, errors) = (ExperimentHeader(spec), DataPlaces(spec), ErrorRates(spec))
    accepted = spec.decision.accepted
    dropsUnreadable = spec.data.text.dropsUnreadable
    (correction, families) = (spec.inference.correction, spec.families.map(PlannedFamily.init))
    crossing = spec.data.crossing?.rule.value ?? .exclude
    (assignment, seed, replicates) = (spec.assignment, spec.inference.seed, spec.inference.replicates)
    (phases, trigger) = (spec.data.phases.map(\.weights), spec.data.trigger)
    (filters, control) = (ground.filters, spec.control)
    funnels = PlannedFunnel.all(metrics)
    let measured = metrics + funnels.map(\.steps)
    comparisons = Comparison.all(spec)
    populations = unique(measured.map(\.population))
    terms = unique(populations.flatMap(\.coordinates))
    self.grouping = grouping ?? Grouping(spec, metrics, phase: ground.derived.phase(spec))
    aggregates = unique(measured.flatMap(\.aggregates))
    aggregatePositions = Dictionary(uniqueKeysWithValues: aggregates.enumerated().map { ($1, $0) })
    termPositions = Dictionary(uniqueKeysWithValues: terms.enumerated().map { ($1, $0) })
    let columns = unique(
      terms.flatMap(\.columns) + metrics.compactMap(\.survival).flatMap { [$0.duration, $0.occurrence] }
        + self.grouping.columns + [spec.data.cluster?.value].compactMap(\.self)
        + filters.flatMap { $0.columns.map(\.name) } + populations.compactMap(\.maturity)
        + metrics.compactMap(\.cell) + ground.derived.joinedAttributes)
    let files = ground.files(valueColumns: columns)
    let made = PlannedExposures(spec, source: files, facts: ground.facts, derived: ground.derived)
    undividedAttributes = Self.undivided(spec, self.grouping)
    guard made != nil else {
      (exposures, source) = (nil, files)
      return
    }
    // A table of units must have what they are counted by.
    let kept = unique(columns + undividedAttributes)
    exposures = PlannedExposures(
      spec, source: ground.files(valueColumns: kept), facts: ground.facts, derived: ground.derived)
    source = ground.unitTable(valueColumns: kept)
  }

  /// The metrics whose cap is a quantile that is not known yet.
  package var uncapped: [PlannedMetric] {
    metrics.filter { $0.capQuantile != nil && $0.cap == nil }
  }

  /// The plan with the caps of these metrics, by name.
  package func capped(at caps: [String: Double]) -> AnalysisPlan {
    guard !caps.isEmpty else { return self }
    return AnalysisPlan(ground, metrics.map { metric in caps[metric.name].map(metric.capped) ?? metric })
  }

  /// Whether the rows of a segment are read by themselves for a metric.
  package func isRead(_ index: Int, of segment: SegmentSummary) -> Bool {
    metrics[index].isReadBySegment && metrics[index].needsRows(ofSegment: segment.cells[index].map(\.moments))
  }

  /// The plan of the metrics for which the rows of a segment are read.
  ///
  /// - Precondition: the segment occurs in the summary of all units.
  package func within(_ value: SegmentValue, _ summary: ScopeSummary) -> AnalysisPlan {
    guard
      let position = grouping.segments.firstIndex(of: value.attribute),
      let segment = summary.segments[position].first(where: { $0.value == value.value })
    else { preconditionFailure("the segment does not occur") }
    return AnalysisPlan(ground, metrics.indices.filter { isRead($0, of: segment) }.map { metrics[$0].within(value) })
  }

  /// A column as a reader knows it: one that was made of events has no name, but words.
  package func words(of column: String) -> String {
    exposures?.derived.first { $0.name == column }?.terms.first?.inWords ?? column
  }

  /// What the spec makes of events for a metric.
  package func factTerms(of metric: String) -> [FactTerm] {
    ground.spec.metrics.first { $0.name.value == metric }?.metric.terms.flatMap(\.facts) ?? []
  }

  /// The plan of primary metrics and guardrails in strata by the day of exposure, with the caps of this one; nil where days are not compared.
  package var byDay: AnalysisPlan? {
    guard let day = ground.derived.day(ground.spec) else { return nil }
    let metrics = ground.byDay.map { metric in
      guard metric.cap == nil, let cap = self.metrics.first(where: { $0.name == metric.name })?.cap else {
        return metric
      }
      return metric.capped(at: cap)
    }
    return AnalysisPlan(
      ground, metrics, grouping: Grouping(days: day, phase: ground.derived.phase(ground.spec), metrics))
  }

  /// The plan with the other rule for units in several variants; nil where the spec names one rule or none.
  package var withOtherCrossing: AnalysisPlan? {
    guard let other = ground.spec.data.crossing?.other else { return nil }
    var spec = ground.spec
    spec.data.crossing = other
    return AnalysisPlan(
      PlanGround(
        spec: spec, parts: ground.parts, schema: ground.schema, facts: ground.facts, joins: ground.joins,
        derived: ground.derived, filters: ground.filters, byDay: ground.byDay),
      metrics)
  }

  /// The plan of the units by one attribute, of which nothing is measured.
  package func divided(by attribute: String) -> AnalysisPlan {
    AnalysisPlan(ground, [], grouping: Grouping(attribute: attribute))
  }

  private static func undivided(_ spec: ExperimentSpec, _ grouping: Grouping) -> [String] {
    guard spec.randomized, spec.data.rows == .units, spec.data.cluster == nil else { return [] }
    // What is measured is no attribute that was known before, and the assigned variant is alike in no two variants.
    let measured = spec.metrics.flatMap { $0.metric.terms.flatMap(\.unitColumns) }
    let looked = Set(
      grouping.columns + spec.metrics.flatMap { $0.covariates.map(\.value) } + measured + spec.data.labels.map(\.value)
        + spec.data.variant.map(\.value))
    return spec.data.attributes.map(\.value).filter { !looked.contains($0) }
  }

  /// The plan of aggregates in strata by what pairs their rows.
  package func paired(by column: String) -> AnalysisPlan {
    AnalysisPlan(ground, metrics, grouping: Grouping(pairs: column, segments: grouping.segments))
  }

  /// The columns that may pair the rows of aggregates: the one that the spec names, or those that nothing else is read of. Empty
  /// where trials are independent by a statement of the spec, or rows are no aggregates.
  package var pairCandidates: [String] {
    let data = ground.spec.data
    guard source.rows == .aggregates, !data.trialsAreUnits else { return [] }
    if let pair = data.pair { return [pair.value] }
    let used = Set(source.columnsInUse + source.computed.flatMap { $0.value?.columns.map(\.name) ?? [] })
    let named = source.columnNames.filter { !$0.allSatisfy(\.isWhitespace) }
    let counts = Dictionary(named.map { (asciiLowercased($0), 1) }, uniquingKeysWith: +)
    return named.filter { !used.contains($0) && !source.isOfVariant($0) && counts[asciiLowercased($0)] == 1 }
  }

  /// The column within whose values independent trials of aggregates are compared; nil where there is none.
  package var stratifyingPair: String? { ground.spec.data.trialsAreUnits ? ground.spec.data.pair?.value : nil }

  /// Whether the spec names what pairs the rows of aggregates.
  package var namesPairs: Bool { ground.spec.data.pair != nil }

  /// Whether trials are known to be independent: by a statement of the spec, or because they are the units that it counts.
  package func hasIndependentTrials(_ metric: PlannedMetric) -> Bool {
    ground.spec.data.trialsAreUnits
      || source.unitCount != nil && metric.population.terms.last?.column == source.unitCount
  }

  /// The files with a row, or several, for each unit; in `source` the steps up to the table of units are gone.
  package var files: PlannedSource { exposures?.source ?? source }

  /// The survival curves that must be known, each once.
  package var survivals: [PlannedSurvival] { unique(metrics.compactMap(\.survival)) }

  /// The faults that only the source's columns reveal, of a spec that may have others.
  package static func columnFaults(
    _ draft: ExperimentSpec, schema: TableSchema, facts: [FactTable] = [], joins: [JoinedTable] = []
  ) -> [Diagnostic] {
    let whole = draft.schema(of: schema, joins)
    var faults = ColumnFaults(spec: draft, schema: whole)
    faults.checkJoins(joins, schema)
    faults.checkComputed(schema)
    faults.checkWideRows(schema)
    _ = MetricResolver(spec: draft, schema: whole, numericTexts: []).plan(&faults)
    return faults.diagnostics + FactFaults(spec: draft, tables: facts).diagnostics
  }

  /// In the order of the spec.
  package var variants: [PlannedVariant] { header.variants }

  /// Every row vector that a summary has cells of: those of the metrics, then those of the funnels.
  package var rowVectors: [PlannedMetric] { metrics + funnels.map(\.steps) }

  /// The covariates of all populations, each once.
  package var covariates: [PlannedTerm] { unique(populations.flatMap(\.covariates)) }

  /// The quantiles that must be known before the summary, each once.
  package var quantiles: [PlannedQuantile] { unique(metrics.compactMap(\.quantile)) }

  /// - Precondition: the aggregate is one of the plan's.
  package func position(of aggregate: Aggregate) -> Int {
    guard let position = aggregatePositions[aggregate] else { preconditionFailure("the aggregate is not planned") }
    return position
  }

  /// - Precondition: the term is one of the plan's.
  package func position(of term: PlannedTerm) -> Int {
    guard let position = termPositions[term] else { preconditionFailure("the term is not planned") }
    return position
  }

  /// - Precondition: the population is one of the plan's.
  package func position(of population: Population) -> Int { planned(population, in: populations) }
}

extension ExperimentSpec {
  /// A spec has one control, or it is not parsed.
  var control: Int {
    guard let control = variants.firstIndex(where: \.isControl) else {
      preconditionFailure("no variant is the control")
    }
    return control
  }
}

/// The position of what a plan surely has.
///
/// - Precondition: the element is in the list.
package func planned<Element: Equatable>(_ element: Element, in list: [Element]) -> Int {
  guard let position = list.firstIndex(of: element) else { preconditionFailure("\(element) is not planned") }
  return position
}

/// The elements without repeats, in the order of their first occurrence.
package func unique<Element: Hashable>(_ elements: [Element]) -> [Element] {
  var seen = Set<Element>()
  return elements.filter { seen.insert($0).inserted }
}
