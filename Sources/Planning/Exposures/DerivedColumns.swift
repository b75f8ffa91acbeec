internal import Diagnostics
internal import Specification
package import Tables
package import Terms

/// A column of a unit that no file has: it is made of the unit's exposure and of events.
package struct DerivedColumn: Sendable, Hashable {
  package enum Content: Sendable, Hashable {
    /// - fillsZero: whether a unit without events has a zero instead of no value.
    case fact(FactTerm, fillsZero: Bool)
    /// Microseconds from exposure to the unit's first event, to the horizon, or to the end of the data: what comes first.
    case duration(TimeToEvent)
    /// Whether that time ends with the event.
    case occurrence(TimeToEvent)
    /// What the unit adds to the error of its variant's survival curve, which is known later.
    ///
    /// - ofComplete: whether the curve is that of the units whose window is over.
    case influence(TimeToEvent, ofComplete: Bool)
    /// Whether the unit reached a step of a funnel.
    case reach(FunnelTerm, step: Int)
    /// How many events of the unit have a value at the raw quantile of the unit's variant or below it, or strictly below it.
    case share(FactTerm, probability: Double, isStrict: Bool)
    /// Which units share the rows of a fact with this one: those under the same keys.
    case cell(ofFact: String)
    /// Whether windows that begin at the unit's exposure are over at the end of the data.
    case maturity([FactWindow])
    /// The number of the phase of a ramp in which the unit was exposed, from 1.
    case phase(until: [Moment])
    /// The day of exposure in the zone of the experiment, counted from 1 January 1970.
    case day
  }

  package let name: String
  package let content: Content

  package var type: FieldType {
    switch content {
    case .maturity, .reach, .occurrence: .truth
    case .phase, .day, .share, .duration, .cell: .integer
    case .influence: .real
    case .fact(let term, _):
      switch term.aggregate {
      case .any: .truth
      case .count, .countDistinct, .days, .earliest: .integer
      case .sum, .max, .min, .first, .last: .real
      }
    }
  }

  /// What is made of events for the column.
  package var terms: [FactTerm] {
    switch content {
    case .fact(let term, _): [term]
    case .reach(let funnel, _): funnel.terms
    case .duration(let time), .occurrence(let time): [time.term]
    case .share, .cell, .maturity, .phase, .day, .influence: []
    }
  }

  package var funnel: FunnelTerm? {
    if case .reach(let funnel, _) = content { funnel } else { nil }
  }
}

/// The derived columns that a spec needs, each once, under names that no column of the source has.
package struct DerivedColumns: Sendable {
  package let all: [DerivedColumn]
  private let names: [DerivedColumn.Content: String]
  private let triggerTerm: FactTerm?
  /// Attributes by which shared values are joined, each once.
  let joinedAttributes: [String]

  init(_ spec: ExperimentSpec, _ schema: TableSchema) {
    triggerTerm = spec.data.trigger
    let trigger = spec.data.trigger.map(Self.content)
    let contents =
      unique(spec.metrics.flatMap { Self.contents($0, spec.data.trigger) } + [trigger].compactMap(\.self))
      + (Self.phase(spec).map { [$0] } ?? []) + (Self.comparesDays(spec) ? [.day] : [])
    var mark = "derived"
    while schema.fields.contains(where: { $0.name.hasPrefix(mark) }) { mark += "_" }
    all = contents.enumerated().map { DerivedColumn(name: "\(mark)\($0)", content: $1) }
    joinedAttributes = unique(
      spec.metrics.flatMap(\.metric.terms).compactMap { $0.fact?.join }.flatMap { $0.attributes.map(\.value) })
    names = Dictionary(uniqueKeysWithValues: all.map { ($0.content, $0.name) })
  }

  /// nil where the weights were the same all the time.
  private static func phase(_ spec: ExperimentSpec) -> DerivedColumn.Content? {
    let phases = spec.data.phases
    return phases.isEmpty ? nil : .phase(until: phases.dropLast().compactMap(\.until?.value))
  }

  /// The column with the phase of a ramp.
  func phase(_ spec: ExperimentSpec) -> String? { Self.phase(spec).map { column($0).name } }

  /// The column with the day of exposure; nil where days are not compared.
  func day(_ spec: ExperimentSpec) -> String? { Self.comparesDays(spec) ? column(.day).name : nil }

  /// Whether each unit was assigned on a day that is known; a cluster has no day of its own.
  private static func comparesDays(_ spec: ExperimentSpec) -> Bool {
    spec.randomized && spec.data.time != nil && spec.data.cluster == nil
  }

  private static func content(_ trigger: FactTerm) -> DerivedColumn.Content { .fact(trigger, fillsZero: true) }

  /// Whether the unit triggered; nil where all exposed units are analyzed.
  var trigger: DerivedColumn? { triggerTerm.map { column(Self.content($0)) } }

  private static func contents(_ metric: MetricSpec, _ trigger: FactTerm?) -> [DerivedColumn.Content] {
    let terms = metric.metric.terms.compactMap(\.fact)
    var own = terms.map { content($0, metric) }
    if let probability = metric.metric.quantile, let term = terms.first, term.isOfEvents {
      own += [false, true].map { .share(term, probability: probability, isStrict: $0) }
    }
    if let time = metric.metric.timeToEvent {
      own += [.duration(time), .occurrence(time), .influence(time, ofComplete: metric.maturity == .complete)]
    }
    for term in metric.metric.terms {
      if case .reach(let funnel, let step) = term.input { own.append(.reach(funnel, step: step)) }
    }
    let earlier = metric.earlier.flatMap { span in terms.map { content($0.before(span.value), metric) } }
    let cut = eventCap(of: metric).map { cap in
      [EventCut.Part.upTo, .above].map { content(cap.term.cut(at: cap.cap, $0), metric) }
    }
    return own + earlier + (cut ?? []) + (cell(of: metric).map { [$0] } ?? [])
      + (maturity(of: metric, trigger).map { [.maturity($0)] } ?? [])
  }

  /// The term whose events are cut; nil where none are.
  private static func eventCap(of metric: MetricSpec) -> (term: FactTerm, cap: EventCap)? {
    guard let spec = metric.cap, metric.capRole(.units) == .cutsEvents,
      let term = metric.metric.terms.first?.fact, term.sumsValues
    else { return nil }
    switch spec.level {
    case .value(let value): return (term, .value(value))
    case .quantile(let share, let ofNonzero):
      let earlier = spec.source == .earlier ? metric.earlier.first?.value : nil
      return (term, .quantile(EventQuantile(share: share, isOfNonzero: ofNonzero, earlier: earlier)))
    }
  }

  /// The column of a part of each event's value, and the term that names the cap; nil where no events are cut.
  func cut(_ part: EventCut.Part, of metric: MetricSpec) -> (column: DerivedColumn, key: FactTerm)? {
    Self.eventCap(of: metric).map { cap in
      (column(Self.content(cap.term.cut(at: cap.cap, part), metric)), cap.term.cut(at: cap.cap, .upTo))
    }
  }

  private static func content(_ term: FactTerm, _ metric: MetricSpec) -> DerivedColumn.Content {
    // A unit without events did nothing, unless the metric drops such units; but nothing has no greatest value, so that an
    // earlier one is missing where there was none.
    let isEarlier = term.join == nil && !term.window.isAlways && term.window.to <= 0
    let fillsZero =
      switch term.aggregate {
      case .count, .countDistinct, .days, .any: true
      case .sum: isEarlier || !metric.dropsUnitsWithoutEvents
      case .max, .min, .first, .last: !isEarlier && !metric.dropsUnitsWithoutEvents
      case .earliest: false
      }
    return .fact(term, fillsZero: fillsZero)
  }

  /// The windows of a metric that end last, that of the trigger among them; nil where unfinished ones count.
  private static func maturity(of metric: MetricSpec, _ trigger: FactTerm?) -> [FactWindow]? {
    guard metric.maturity == .complete else { return nil }
    func ends(_ terms: [FactTerm]) -> FactWindow? {
      terms.filter { $0.join == nil && !$0.window.isAlways }.map(\.window).max { $0.to < $1.to }
    }
    let (own, asked) = (ends(metric.metric.terms.flatMap(\.facts)), ends([trigger].compactMap(\.self)))
    guard let own, let asked else { return (own ?? asked).map { [$0] } }
    // Of local days and of days of 24 hours, which end later depends on the unit.
    guard own.isCalendar == asked.isCalendar else { return [own, asked] }
    return [own.to < asked.to ? asked : own]
  }

  /// nil where units share nothing, or all of them share the same total, which then is a constant.
  private static func cell(of metric: MetricSpec) -> DerivedColumn.Content? {
    metric.metric.terms.compactMap(\.fact).first { $0.join?.dividesUnits ?? false }.map { .cell(ofFact: $0.fact.value) }
  }

  /// The column with the cell of a metric whose units share values.
  func cell(of metric: MetricSpec) -> String? { Self.cell(of: metric).map { column($0).name } }

  private func column(_ content: DerivedColumn.Content) -> DerivedColumn {
    guard let name = names[content] else { preconditionFailure("the column is not derived") }
    return DerivedColumn(name: name, content: content)
  }

  /// - Precondition: the term is one of the metric's, or an earlier one.
  func column(of term: FactTerm, in metric: MetricSpec) -> DerivedColumn { column(Self.content(term, metric)) }

  func column(ofReach funnel: FunnelTerm, _ step: Int) -> DerivedColumn { column(.reach(funnel, step: step)) }

  /// - Precondition: the metric is a time to an event.
  func survival(_ time: TimeToEvent, in metric: MetricSpec) -> PlannedSurvival {
    PlannedSurvival(
      time: time, duration: column(.duration(time)).name, occurrence: column(.occurrence(time)).name,
      influence: column(.influence(time, ofComplete: metric.maturity == .complete)).name,
      maturity: maturity(of: metric))
  }

  /// - Precondition: the events of the term are the values of a quantile metric.
  func column(ofShare term: FactTerm, _ probability: Double, isStrict: Bool) -> String {
    column(.share(term, probability: probability, isStrict: isStrict)).name
  }

  /// The column that says whether a unit's window is over; nil where that does not matter.
  func maturity(of metric: MetricSpec) -> String? {
    Self.maturity(of: metric, triggerTerm).map { column(.maturity($0)).name }
  }

  var fields: [TableSchema.Field] { all.map { TableSchema.Field(name: $0.name, type: $0.type) } }
}
