package import Diagnostics
internal import Specification
internal import Tables
package import Terms

/// A column that has texts which are not what is needed of it.
package struct UnreadableTerm: Sendable {
  /// What is needed.
  package enum Content: Sendable, Hashable {
    case value(TermKind)
    case time
  }

  /// What the column is for.
  package enum Purpose: Sendable, Hashable {
    /// The value of a metric.
    case value
    /// When a unit was exposed, or when an event happened.
    case time
    /// A condition that rows must fulfil.
    case condition
  }

  /// The fact whose events have the column; nil where units have it.
  package let fact: String?
  package let column: String
  package let content: Content
  package let purpose: Purpose
  /// Where the spec names it; nil for the place of the metric.
  package let place: SourcePlace?
}

/// Two mentions of a column are one if they need the same of it.
extension UnreadableTerm: Hashable {
  private var identity: [AnyHashable] { [fact, column, content, purpose] }

  package static func == (left: UnreadableTerm, right: UnreadableTerm) -> Bool { left.identity == right.identity }

  package func hash(into hasher: inout Hasher) { hasher.combine(identity) }
}

/// How a column may be written.
package enum Writing: Sendable, Hashable {
  case number(NumberFormat)
  case time(TimeFormat)

  /// Those that may be proposed for texts that cannot be read as they are, the simplest first.
  package static func candidates(for content: UnreadableTerm.Content) -> [Writing] {
    switch content {
    case .value(.truth): []
    case .value: NumberFormat.candidates.map(Writing.number)
    case .time: TimeFormat.candidates.map(Writing.time)
    }
  }

  package var isTime: Bool { if case .time = self { true } else { false } }

  /// Those of which the least must be said, among those with a decimal point and among those with a decimal comma: `1.250` may be
  /// more than a thousand or little more than one.
  package static func simplest(of writings: [Writing]) -> [Writing] {
    let classes = Dictionary(grouping: writings) { writing in
      if case .number(let format) = writing { format.hasDecimalComma } else { false }
    }
    let least = classes.mapValues { $0.map(\.features).min() ?? 0 }
    return writings.filter { writing in
      if case .number(let format) = writing { return writing.features == least[format.hasDecimalComma] }
      return writing.features == least[false]
    }
  }

  /// How much of a format must be said; of those that read a column only the simplest are proposed.
  package var features: Int {
    switch self {
    case .number(let format): format.features
    case .time: 1
    }
  }

  /// What a spec must say of a column where all columns are written in a way.
  package func inSpec(basedOn values: TextValues) -> String {
    switch self {
    case .number(let format): "\"numbers\": \(format.inSpec(basedOn: values.numbers))"
    case .time(let format): "\"time_format\": \"\(format.inSpec ?? "")\""
    }
  }
}

/// What stands in such a column.
package struct UnreadableColumn: Sendable, Equatable {
  /// Values that a proposed format must read as well.
  package static let sampleRows = 10_000

  package let term: UnreadableTerm
  /// Rows with such a text, in the variants or not.
  package let rows: Int
  /// What reads every text of the column, the simplest ways; empty where none does.
  package let writings: [Writing]
  /// With their texts, each once.
  package var examples: [RowExample]

  package init(term: UnreadableTerm, rows: Int, writings: [Writing], examples: [RowExample]) {
    (self.term, self.rows, self.writings, self.examples) = (term, rows, writings, examples)
  }
}

extension AnalysisPlan {
  /// The files that have a column.
  package func source(of term: UnreadableTerm) -> PlannedSource {
    if let fact = exposures?.facts.first(where: { $0.name == term.fact }) { return fact.source }
    return files.join(of: term.column).map { files.joins[$0].source } ?? files
  }

  /// The columns that are read for a metric and may have values that cannot be read.
  package func mayBeUnreadable(for index: Int) -> [UnreadableTerm] {
    let ofUnits = metrics[index].population.terms.flatMap { term -> [UnreadableTerm] in
      switch term.input {
      case .column(let name):
        guard term.canBeUnreadable, files.schema[name] != nil else { return [] }
        return [
          UnreadableTerm(fact: nil, column: name, content: .value(term.kind), purpose: .value, place: nil)
        ]
      case .threshold(let threshold): return texts(threshold.value, of: nil, .value)
      case .expression(let expression): return texts(expression.value, of: nil, .value)
      case .share(let quantile, let isStrict):
        guard !isStrict, let column = quantile.term.column, quantile.term.canBeUnreadable, files.schema[column] != nil
        else { return [] }
        return [
          UnreadableTerm(fact: nil, column: column, content: .value(quantile.term.kind), purpose: .value, place: nil)
        ]
      case .events, .one: return []
      }
    }
    let terms = factTerms(of: metrics[index].name)
    let events = terms.filter { $0.aggregate != .countDistinct }.flatMap { term in
      term.value.map { texts($0, of: term.fact.value, .value) } ?? []
    }
    let computed = files.computed.filter { Set(files.columnsInUse).contains($0.name.value) }.compactMap(\.value)
    return unique(
      times(terms) + conditions(of: metrics[index], terms) + computed.flatMap { texts($0, of: nil, .condition) }
        + ofUnits + events)
  }

  /// The facts that a metric needs, or the trigger.
  private func facts(_ terms: [FactTerm]) -> [PlannedFact] {
    let names = Set((terms + [trigger].compactMap(\.self)).map(\.fact.value))
    return (exposures?.facts ?? []).filter { names.contains($0.name) }
  }

  /// The times of exposures and of the events that a metric counts, where they are no times by their type.
  private func times(_ terms: [FactTerm]) -> [UnreadableTerm] {
    guard let exposures else { return [] }
    func term(_ fact: String?, _ source: PlannedSource, _ column: String?, _ place: SourcePlace?) -> UnreadableTerm? {
      guard let column else { return nil }
      return switch source.schema[column]?.type {
      case .text, .integer, .real:
        UnreadableTerm(fact: fact, column: column, content: .time, purpose: .time, place: place)
      case .truth, .time, .instant, .other, nil: nil
      }
    }
    return [term(nil, exposures.source, exposures.time, places.time)].compactMap(\.self)
      + facts(terms).compactMap { term($0.name, $0.source, $0.time, $0.timePlace) }
  }

  /// What rows and events must fulfil to count.
  private func conditions(of metric: PlannedMetric, _ terms: [FactTerm]) -> [UnreadableTerm] {
    let ofUnits = [files.filter, metric.population.filter.map { filters[$0] }].compactMap(\.self)
    let ofEvents = facts(terms).flatMap { fact in
      ([fact.source.filter].compactMap(\.self) + fact.conditions).flatMap { texts($0, of: fact.name, .condition) }
    }
    return ofUnits.flatMap { texts($0, of: nil, .condition) } + ofEvents
  }

  /// The columns that an expression reads as something else although they hold texts, or as times although they hold numbers.
  private func texts(
    _ expression: TypedExpression, of fact: String?, _ purpose: UnreadableTerm.Purpose
  ) -> [UnreadableTerm] {
    let schema = (exposures?.facts.first { $0.name == fact }?.source ?? files).schema
    return expression.columns.compactMap { reference in
      let content: UnreadableTerm.Content? =
        switch (reference.use, schema[reference.name]?.type) {
        case (.number, .text): .value(.number)
        case (.truth, .text): .value(.truth)
        case (.time, .text), (.time, .integer), (.time, .real): .time
        default: nil
        }
      return content.map {
        UnreadableTerm(
          fact: fact, column: reference.name, content: $0, purpose: purpose,
          place: purpose == .condition ? reference.place : nil)
      }
    }
  }

  package var mayHaveUnreadable: Bool { metrics.indices.contains { !mayBeUnreadable(for: $0).isEmpty } }

  /// The columns in which values may be unreadable, for something is missing there; each once.
  package func unreadable(_ summary: ScopeSummary, _ events: [EventLedger]) -> [UnreadableTerm] {
    unique(
      metrics.indices.flatMap { index in mayBeUnreadable(for: index).filter { lacks($0, index, summary, events) } })
  }

  private func lacks(
    _ term: UnreadableTerm, _ metric: Int, _ summary: ScopeSummary, _ events: [EventLedger]
  ) -> Bool {
    let own = term.fact.flatMap { name in events.first { $0.fact == name } }
    switch term.purpose {
    case .time: return own.map { $0[.unreadableTime] > 0 } ?? (summary.exposure[.unreadableTime] != nil)
    case .value: return own.map { !$0.withoutValue.isEmpty } ?? (summary.withoutValue(of: metric) > 0)
    // How many rows a condition leaves out says nothing of how many it could not be asked of.
    case .condition: return true
    }
  }
}

extension ScopeSummary {
  /// Units that have no value of a metric because there is none or it cannot be read; of what is summed up rows.
  fileprivate func withoutValue(of metric: Int) -> Int {
    cells[metric].reduce(0) { sum, cell in
      [DropReason.unreadable, .missing].reduce(sum) { $0 + (cell.dropped[$1] ?? 0) + (cell.droppedRows[$1] ?? 0) }
    }
  }
}
