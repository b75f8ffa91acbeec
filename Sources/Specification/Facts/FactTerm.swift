package import Diagnostics

/// One number per unit, made of the events of a fact that lie in a window around the unit's exposure.
///
/// Two terms with the same texts are the same wherever they stand.
package struct FactTerm: Sendable {
  package let fact: Positioned<String>
  /// What is aggregated; nil where events are only counted. Of a count, only events with a value count.
  package let value: TypedExpression?
  package let aggregate: FactAggregate
  /// The condition that events must fulfil for this term.
  package let condition: TypedExpression?
  package let window: FactWindow

  package init(
    _ fact: Positioned<String>, _ aggregate: FactAggregate, of value: TypedExpression? = nil,
    where condition: TypedExpression? = nil, _ window: FactWindow
  ) {
    self.fact = fact
    self.aggregate = aggregate
    self.value = value
    self.condition = condition
    self.window = window
  }

  /// The same of the events before exposure.
  package func before(_ span: TimeSpan) -> FactTerm {
    FactTerm(fact, aggregate, of: value, where: condition, FactWindow(before: span, isCalendar: window.isCalendar))
  }

  /// Whether the events themselves are the values of a metric, instead of one number per unit.
  package var isOfEvents: Bool { aggregate == .count && value != nil }

  /// Every expression over the columns of the fact.
  package var expressions: [TypedExpression] { [value, condition].compactMap(\.self) }

  /// The term in words: `sum of margin over orders where paid, from exposure to 7d`.
  package var reading: String {
    let what =
      switch aggregate {
      case .count: value.map { "each \($0.text.text) of \(fact.value)" } ?? "events of \(fact.value)"
      case .any: "any event of \(fact.value)"
      case .earliest: "time to the first event of \(fact.value)"
      case .sum, .countDistinct, .max, .min, .first, .last:
        "\(aggregate.noun) \(value?.text.text ?? "") over \(fact.value)"
      }
    return what + (condition.map { " where \($0.text.text)" } ?? "") + ", \(window.reading)"
  }
}

extension FactTerm: Hashable {
  private var identity: [String?] {
    [fact.value, aggregate.rawValue, value?.text.text, condition?.text.text]
  }

  package static func == (left: FactTerm, right: FactTerm) -> Bool {
    left.identity == right.identity && left.window == right.window
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(identity)
    hasher.combine(window)
  }
}

/// How the events of a unit become one number.
package enum FactAggregate: String, Sendable, CaseIterable {
  case sum
  case count
  case countDistinct = "count-distinct"
  case max
  case min
  /// The value of the earliest event, or of the latest one; of events at the same time the smallest value.
  case first
  case last
  /// Whether there is an event.
  case any
  /// Microseconds from exposure to the earliest event; only as part of a time to an event.
  case earliest

  /// Those that a spec may name.
  static let stated = allCases.filter { $0 != .earliest }

  /// Whether a value is aggregated, instead of the events themselves.
  var needsValue: Bool {
    switch self {
    case .sum, .countDistinct, .max, .min, .first, .last: true
    case .count, .any, .earliest: false
    }
  }

  fileprivate var noun: String {
    switch self {
    case .sum: "sum of"
    case .count, .any, .earliest: ""
    case .countDistinct: "different values of"
    case .max: "greatest"
    case .min: "least"
    case .first: "first"
    case .last: "last"
    }
  }
}

/// The time around a unit's exposure whose events count: half-open, [exposure + from, exposure + to).
package struct FactWindow: Sendable, Hashable {
  /// Microseconds; negative before exposure.
  package let from: Int64
  package let to: Int64
  /// Whether days of the local calendar are counted, from midnight to midnight, instead of microseconds.
  package let isCalendar: Bool
  private let words: String

  package init(after: TimeSpan, within: TimeSpan, isCalendar: Bool) {
    from = after.microseconds
    to = after.microseconds + within.microseconds
    self.isCalendar = isCalendar
    let delay = after.microseconds == 0 ? "from exposure" : "from \(after.text) after exposure"
    words = "\(delay), within \(within.text)" + (isCalendar ? " of local days" : "")
  }

  package init(before: TimeSpan, isCalendar: Bool) {
    from = -before.microseconds
    to = 0
    self.isCalendar = isCalendar
    words = "in the \(before.text) before exposure"
  }

  package var reading: String { words }

  package static func == (left: FactWindow, right: FactWindow) -> Bool {
    left.from == right.from && left.to == right.to && left.isCalendar == right.isCalendar
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(from)
    hasher.combine(to)
    hasher.combine(isCalendar)
  }
}

/// Whether units count whose window is not over at the end of the data.
public enum MaturityRule: String, Sendable, CaseIterable {
  /// They are left out, and counted.
  case complete
  case all
}
