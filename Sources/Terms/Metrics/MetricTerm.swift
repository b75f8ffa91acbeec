package import Diagnostics

/// What a metric reads, one value per unit.
package struct MetricTerm: Sendable, Equatable {
  package enum Input: Sendable, Equatable {
    case column(Positioned<String>)
    case threshold(ValueThreshold)
    /// A number computed from columns of the unit.
    case expression(TypedExpression)
    case fact(FactTerm)
    /// Whether a unit reached a step of a funnel.
    case reach(FunnelTerm, step: Int)
    /// When a unit had its first event, or until when it was watched without one.
    case time(TimeToEvent)
    /// A number of which a quantile is measured: the share of values at or below it.
    case quantile(UnitValue, probability: Double)
  }

  package let role: TermRole
  package let input: Input
  package let kind: TermKind
  package let rule: NumberRule

  package init(_ role: TermRole, _ column: Positioned<String>, _ kind: TermKind, _ rule: NumberRule = .any) {
    self.role = role
    input = .column(column)
    self.kind = kind
    self.rule = rule
  }

  package init(_ role: TermRole, _ value: UnitValue, _ kind: TermKind, _ rule: NumberRule = .any) {
    self.role = role
    self.kind = kind
    self.rule = rule
    input =
      switch value {
      case .column(let column): .column(column)
      case .expression(let value): .expression(value)
      case .fact(let term): .fact(term)
      }
  }

  package init(_ role: TermRole, _ funnel: FunnelTerm, step: Int) {
    self.role = role
    input = .reach(funnel, step: step)
    kind = .truth
    rule = .any
  }

  package init(_ role: TermRole, _ time: TimeToEvent) {
    self.role = role
    input = .time(time)
    kind = .number
    rule = .any
  }

  package init(_ role: TermRole, _ value: UnitValue, quantile probability: Double) {
    self.role = role
    input = .quantile(value, probability: probability)
    kind = .number
    rule = .any
  }

  package init(_ role: TermRole, _ threshold: ValueThreshold) {
    self.role = role
    input = .threshold(threshold)
    kind = .truth
    rule = .any
  }

  /// The columns of the unit that are read.
  package var unitColumns: [String] {
    switch input {
    case .column(let column): [column.value]
    case .threshold(let threshold): threshold.value.columns.map(\.name)
    case .expression(let value): value.columns.map(\.name)
    case .quantile(.column(let column), _): [column.value]
    case .quantile(.expression(let value), _): value.columns.map(\.name)
    case .quantile(.fact, _), .fact, .reach, .time: []
    }
  }

  /// The expression over columns of the unit; nil where none is computed.
  package var computed: TypedExpression? {
    switch input {
    case .threshold(let threshold): threshold.value
    case .expression(let value): value
    case .quantile(let value, _): value.computed
    case .column, .fact, .reach, .time: nil
    }
  }

  /// What is made of events; nil where a unit's own columns are read.
  package var fact: FactTerm? {
    switch input {
    case .fact(let term): term
    case .quantile(let value, _): value.fact
    case .column, .threshold, .expression, .reach, .time: nil
    }
  }

  /// The time to an event that is read, of which some are not seen to their end.
  package var time: TimeToEvent? {
    if case .time(let time) = input { time } else { nil }
  }

  /// The share of values at or below the metric's value, where that is a quantile.
  package var probability: Double? {
    if case .quantile(_, let probability) = input { probability } else { nil }
  }

  /// Everything that is made of events for the term.
  package var facts: [FactTerm] {
    switch input {
    case .fact(let term): [term]
    case .reach(let funnel, let step): funnel.steps[...step].map(\.term)
    case .time(let time): [time.term]
    case .quantile(let value, _): [value.fact].compactMap(\.self)
    case .column, .threshold, .expression: []
    }
  }

  /// The names of the columns of the units that are read.
  package var columns: [String] {
    switch input {
    case .column(let column): [column.value]
    case .threshold(let threshold): threshold.value.columns.map(\.name)
    case .expression(let value): value.columns.map(\.name)
    case .quantile(let value, _): value.columns
    case .fact, .reach, .time: []
    }
  }
}

/// Which numbers a metric can take, and what it makes of them.
package enum NumberRule: String, Sendable, CaseIterable {
  /// Any finite number.
  case any
  /// 0 or more.
  case nonNegative
  /// Above 0: the number that enters is its natural logarithm.
  case logarithm
}

/// What a column is for in its metric.
package enum TermRole: String, Sendable, CaseIterable {
  case outcome
  case successes
  case trials
  case numerator
  case denominator
  /// The sum of the squares of what is averaged.
  case squares
  case dose
}

/// What values a column of a metric may have.
package enum TermKind: String, Sendable, CaseIterable {
  /// 0 and 1, true and false, or yes and no.
  case truth
  case number
  /// A whole number, 0 or more.
  case count
}
