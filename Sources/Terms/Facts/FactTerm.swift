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
  /// Set where the fact is not known by unit: units under the same keys share the value evenly, and no window selects it.
  package let join: JoinKeys?
  /// What the number of a unit is multiplied by in the end, such as the thousand of a cost per thousand.
  package let factor: Int
  /// What later events are worth less; nil where all count alike.
  package let discount: DiscountRate?
  /// The part of each value that is summed; nil for all of it.
  package private(set) var cut: EventCut? = nil

  package init(
    _ fact: Positioned<String>, _ aggregate: FactAggregate, of value: TypedExpression? = nil,
    where condition: TypedExpression? = nil, _ window: FactWindow, join: JoinKeys? = nil,
    factor: Int = 1, discount: DiscountRate? = nil
  ) {
    self.fact = fact
    self.aggregate = aggregate
    self.value = value
    self.condition = condition
    self.window = window
    self.join = join
    self.factor = factor
    self.discount = discount
  }

  /// The term of the events before exposure, where nothing is discounted.
  package func before(_ span: TimeSpan) -> FactTerm {
    FactTerm(
      fact, aggregate, of: value, where: condition, FactWindow(before: span, isCalendar: window.isCalendar), join: join,
      factor: factor)
  }

  /// The term times a factor.
  package func times(_ factor: Int) -> FactTerm {
    FactTerm(
      fact, aggregate, of: value, where: condition, window, join: join, factor: factor * self.factor,
      discount: discount)
  }

  /// The term with a part of each event's value, or with nil all of it.
  package func cut(at cap: EventCap, _ part: EventCut.Part) -> FactTerm {
    var other = self
    other.cut = EventCut(cap: cap, part: part)
    return other
  }

  /// Whether single events have values that add up to the unit's number, so that each can be cut.
  package var sumsValues: Bool { aggregate == .sum && join == nil && discount == nil }

  /// Whether the events themselves are the values of a metric, instead of one number per unit.
  package var isOfEvents: Bool { aggregate == .count && value != nil }

  /// Whether the same events count for another term, with the same value.
  package func selectsAlike(_ other: FactTerm) -> Bool {
    fact.value == other.fact.value && value?.text.text == other.value?.text.text
      && condition?.text.text == other.condition?.text.text && window == other.window
  }

  /// Every expression over the columns of the fact.
  package var expressions: [TypedExpression] { [value, condition].compactMap(\.self) }

  /// The term in words: `sum of margin over orders where paid, from exposure to 7d`.
  package var inWords: String {
    let what =
      switch aggregate {
      case .count: value.map { "each \($0.text.text) of \(fact.value)" } ?? "events of \(fact.value)"
      case .any: "any event of \(fact.value)"
      case .days: "local days with an event of \(fact.value)"
      case .earliest: "time to the first event of \(fact.value)"
      case .sum, .countDistinct, .max, .min, .first, .last:
        "\(aggregate.noun) \(value?.text.text ?? "") over \(fact.value)"
      }
    let selected = (factor == 1 ? "" : "\(factor) times ") + what + (condition.map { " where \($0.text.text)" } ?? "")
    let discounted = discount.map { ", discounted by \($0.text) per year of age" } ?? ""
    guard let join else { return selected + discounted + (window.isAlways ? "" : ", \(window.inWords)") }
    let sharing = join.dividesUnits ? "the units with the same \(join.words)" : "all units"
    return selected + ", shared evenly by \(sharing)"
  }
}

extension FactTerm: Hashable {
  private var identity: [String?] {
    [fact.value, aggregate.rawValue, value?.text.text, condition?.text.text]
  }

  package static func == (left: FactTerm, right: FactTerm) -> Bool {
    left.identity == right.identity && left.window == right.window && left.join == right.join
      && left.factor == right.factor && left.discount == right.discount && left.cut == right.cut
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(identity)
    hasher.combine(window)
    hasher.combine(join)
    hasher.combine(factor)
    hasher.combine(discount)
    hasher.combine(cut)
  }
}

/// How the events of a unit become one number.
package enum FactAggregate: String, Sendable, CaseIterable {
  case sum
  case count
  case countDistinct = "count-distinct"
  /// The local days with an event: over a window of seven days, daily participation out of seven.
  case days
  case max
  case min
  /// The value of the earliest event, or of the latest one; of events at the same time the smallest value.
  case first
  case last
  /// Whether there is an event.
  case any
  /// Microseconds from exposure to the earliest event; only as part of a time to an event.
  case earliest

  /// The aggregates that a spec may name.
  package static let stated = allCases.filter { $0 != .earliest }

  /// Whether a value is aggregated, instead of the events themselves.
  package var needsValue: Bool {
    switch self {
    case .sum, .countDistinct, .max, .min, .first, .last: true
    case .count, .any, .earliest, .days: false
    }
  }

  fileprivate var noun: String {
    switch self {
    case .sum: "sum of"
    case .count, .any, .earliest, .days: ""
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
  /// Whether all events count, whenever they happened: for what has no time.
  package var isAlways: Bool { words.isEmpty }
  private let words: String

  package init(after: TimeSpan, within: TimeSpan, isCalendar: Bool) {
    from = after.microseconds
    to = after.microseconds + within.microseconds
    self.isCalendar = isCalendar
    let delay = after.microseconds == 0 ? "from exposure" : "from \(after.text) after exposure"
    words = "\(delay), within \(within.text)" + (isCalendar ? " of local days" : "")
  }

  private init(words: String) { (from, to, isCalendar, self.words) = (0, 0, false, words) }

  /// All events of a unit.
  package static let always = FactWindow(words: "")

  /// No time at all: for what is joined by other keys.
  package static let none = FactWindow(after: .zero, within: .zero, isCalendar: false)

  package init(before: TimeSpan, isCalendar: Bool) {
    from = -before.microseconds
    to = 0
    self.isCalendar = isCalendar
    words = "in the \(before.text) before exposure"
  }

  package var inWords: String { words }

  package static func == (left: FactWindow, right: FactWindow) -> Bool {
    left.from == right.from && left.to == right.to && left.isCalendar == right.isCalendar
      && left.isAlways == right.isAlways
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(from)
    hasher.combine(to)
    hasher.combine(isCalendar)
    hasher.combine(isAlways)
  }
}

/// Whether units count whose window is not over at the end of the data.
public enum MaturityRule: String, Sendable, CaseIterable {
  /// They are left out, and counted.
  case complete
  case all
}
