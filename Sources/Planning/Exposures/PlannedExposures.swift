package import Diagnostics
package import Specification
package import Tables
package import Terms

/// How an exposure log and logs of events become a table with one row per unit.
package struct PlannedExposures: Sendable {
  /// The files of the assignments.
  package let source: PlannedSource
  /// The column with the time of exposure; nil where it is not known, and nothing asks for it.
  package let time: String?
  /// The zone of times without an offset, and of local days.
  package let zone: String
  package let start: Moment?
  package let end: Moment?
  /// What is exposed from here on belongs to no phase of a ramp.
  package let phaseEnd: Moment?
  package let facts: [PlannedFact]
  /// What the table has beside the columns of the assignments.
  package let derived: [DerivedColumn]
  /// Whether the event happened without which a unit is not analyzed; nil where all are.
  package let trigger: DerivedColumn?

  init?(
    _ spec: ExperimentSpec, source: PlannedSource, facts tables: [FactTable], derived: DerivedColumns
  ) {
    guard spec.data.time != nil || !tables.isEmpty else { return nil }
    self.source = source
    time = spec.data.time?.value
    self.derived = derived.all
    trigger = derived.trigger
    zone = spec.data.zone
    (start, end) = (spec.start?.value, spec.end?.value)
    phaseEnd = spec.data.phases.last?.until?.value
    let terms = unique(derived.all.flatMap(\.terms))
    facts = tables.map { table in
      PlannedFact(table, spec, terms: terms.filter { $0.fact.value == table.fact.name.value })
    }
  }

  /// Whether the day of exposure is known to each unit.
  package var keepsDays: Bool { countsDays || derived.contains { $0.content == .day } }

  /// Whether windows of local days are asked for.
  package var countsDays: Bool {
    derived.contains { column in
      switch column.content {
      case .fact(let term, _): term.window.isCalendar || term.aggregate == .days
      case .share(let term, _, _): term.window.isCalendar
      case .reach, .duration, .occurrence, .influence: false
      case .maturity(let windows): windows.contains(where: \.isCalendar)
      case .phase, .day, .cell: false
      }
    }
  }

  /// Whether the events of a fact are the values of a metric, and so are kept beside what is made of them.
  package func keepsEvents(of fact: PlannedFact) -> Bool {
    fact.terms.contains { $0.isOfEvents || $0.cutQuantile != nil }
      || funnels.flatMap(\.terms).contains { $0.fact.value == fact.name }
  }

  /// The funnels that derived columns come from, each once.
  package var funnels: [FunnelTerm] { unique(derived.compactMap(\.funnel)) }

  /// Where the number of a term is made: the fact, and the position among its terms.
  ///
  /// - Precondition: a derived column, or a quantile, is made of the term.
  package func position(of term: FactTerm) -> (fact: Int, term: Int) {
    let fact = planned(term.fact.value, in: facts.map(\.name))
    return (fact, planned(term, in: facts[fact].terms))
  }
}

/// A fact's files, and the columns that were found in them.
package struct FactTable: Sendable {
  package let fact: FactSpec
  package let parts: [PlannedSource.Part]
  package let schema: TableSchema

  package init(fact: FactSpec, parts: [PlannedSource.Part], schema: TableSchema) {
    self.fact = fact
    self.parts = parts
    self.schema = schema
  }
}

/// A log of events with every name resolved, and what is made of it.
package struct PlannedFact: Sendable {
  package let spec: FactSpec
  package let source: PlannedSource
  package let zone: String
  /// The terms that are made of the fact, each once.
  package let terms: [FactTerm]

  init(_ table: FactTable, _ experiment: ExperimentSpec, terms: [FactTerm]) {
    spec = table.fact
    self.terms = terms
    zone = experiment.data.zone(of: table.fact)
    source = PlannedSource(table, experiment, terms: terms)
  }

  package var name: String { spec.name.value }
  /// nil where rows belong to no time.
  package var time: String? { spec.time?.value }
  /// Where the spec names that column.
  package var timePlace: SourcePlace? { spec.time?.place }
  /// Where the spec names the column of the unit, or else the fact.
  package var unitPlace: SourcePlace { spec.unit?.place ?? spec.name.place }
  package var sourceName: String { spec.sourceName }
  /// The keys under which units share the rows; nil where these are events of one unit each.
  package var join: JoinKeys? { spec.unit == nil ? terms.first?.join : nil }
  /// Whether events are those of clusters, instead of single units.
  package var isOfClusters: Bool { spec.unit == nil && spec.cluster != nil }
  package var id: String? { spec.id?.value }

  /// The values that are aggregated, each text once.
  package var values: [TypedExpression] { Self.unique(terms.compactMap(\.value)) }
  package var conditions: [TypedExpression] { Self.unique(terms.compactMap(\.condition)) }
  package var windows: [FactWindow] { Planning.unique(terms.map(\.window)) }

  /// The position of what a term aggregates among `values`.
  ///
  /// - Precondition: the term is one of the fact's, and has a value.
  package func value(of term: FactTerm) -> Int {
    guard let value = term.value else { preconditionFailure("a term of \(name) aggregates no value") }
    return planned(value.text.text, in: values.map(\.text.text))
  }

  /// The position of a term's condition among `conditions`; nil where it has none.
  ///
  /// - Precondition: the term is one of the fact's.
  package func condition(of term: FactTerm) -> Int? {
    term.condition.map { planned($0.text.text, in: conditions.map(\.text.text)) }
  }

  private static func unique(_ expressions: [TypedExpression]) -> [TypedExpression] {
    var seen = Set<String>()
    return expressions.filter { seen.insert($0.text.text).inserted }
  }
}

extension ExperimentSpec {
  /// What metrics and the trigger ask of facts.
  package var factTerms: [FactTerm] {
    metrics.flatMap(\.metric.terms).flatMap(\.facts) + [data.trigger].compactMap(\.self)
  }

  /// The facts in use, in the order of the spec.
  package var factsInUse: [FactSpec] {
    let names = Set(factTerms.map(\.fact.value))
    return data.facts.filter { names.contains($0.name.value) }
  }
}
