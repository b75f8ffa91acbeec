import TestSupport

/// A number of a unit over the events of a fact, as loops make it.
struct NaiveTerm {
  /// A condition on events, as a spec writes it and as a loop decides it.
  struct Condition {
    let text: String
    let holds: @Sendable (NaiveEvents.Event) -> Bool

    static func kind(_ kind: String) -> Condition { Condition(text: "kind = '\(kind)'") { $0.kind == kind } }

    static let all = [
      Condition(text: "paid") { $0.isPaid },
      Condition(text: "not paid") { !$0.isPaid },
      kind("a"),
      Condition(text: "kind != 'b' and paid") { $0.kind != "b" && $0.isPaid },
      Condition(text: "kind in ('b', 'c')") { ["b", "c"].contains($0.kind) },
    ]
  }

  let aggregate: String
  let condition: Condition?
  let window: NaiveEvents.Window
  /// Whether a unit without events has no value.
  var drops = false

  /// - Parameter events: the usable ones of the fact and the unit.
  func value(of events: [NaiveEvents.Event], _ unit: NaiveEvents.Unit, _ naive: NaiveEvents) -> Double? {
    let selected = events.filter {
      naive.contains($0.moment ?? 0, window, of: unit) && (condition?.holds($0) ?? true)
    }
    let none = drops ? nil : 0.0
    // Nothing before exposure has no greatest value.
    let extreme = window.to <= 0 ? nil : none
    let values = selected.compactMap(\.value)
    switch aggregate {
    case "any": return selected.isEmpty ? 0 : 1
    case "count": return Double(selected.count)
    case "days": return Double(Set(selected.map { naive.zone.day(of: $0.moment ?? 0) }).count)
    case "count-distinct": return Double(Set(selected.map(\.kind)).count)
    case "sum": return values.isEmpty ? (window.to <= 0 ? 0 : none) : values.reduce(0, +)
    case "max": return values.max() ?? extreme
    case "min": return values.min() ?? extreme
    case "first": return Self.end(selected, <) ?? extreme
    default: return Self.end(selected, >) ?? extreme
    }
  }

  /// The value of the first or last event; of events at one time the smallest.
  private static func end(_ events: [NaiveEvents.Event], _ precedes: (Int, Int) -> Bool) -> Double? {
    events.filter { $0.value != nil }.min { one, other in
      let (a, b) = (one.moment ?? 0, other.moment ?? 0)
      return a == b ? (one.value ?? 0) < (other.value ?? 0) : precedes(a, b)
    }?.value
  }
}

extension NaiveEvents.Window {
  private static let day = 86_400

  /// Lengths at which the grids of `RandomEventLog` put events on the very boundary, and some odd ones.
  static func random(_ random: inout SeededRandom) -> (window: Self, keys: String) {
    let isCalendar = random.chance(0.35)
    let delay = random.element(of: isCalendar ? [0, 0, 1, 2] : [0, 0, 0, 6, 24, 31])
    let length = random.element(of: isCalendar ? [1, 2, 3] : [6, 24, 47, 72, 96])
    let (unit, letter) = isCalendar ? (day, "d") : (3_600, "h")
    let after = delay == 0 && random.chance(0.5) ? "" : #""after": "\#(delay)\#(letter)", "#
    let calendar = isCalendar ? #", "calendar": true"# : ""
    return (
      Self(from: delay * unit, to: (delay + length) * unit, isCalendar: isCalendar),
      #"\#(after)"within": "\#(length)\#(letter)"\#(calendar)"#
    )
  }

  /// The term before exposure.
  func earlier(_ days: Int) -> Self { Self(from: -days * Self.day, to: 0, isCalendar: isCalendar) }
}

extension NaiveEvents {
  /// Events that count at all: with a user and a time, before the end, each once.
  ///
  /// - Parameter hasID: whether the fact names the column that tells repeats.
  func usable(hasID: Bool, _ condition: NaiveTerm.Condition?) -> [Event] {
    let kept = events.filter { condition?.holds($0) ?? true }
    let narrowed = NaiveEvents(zone: zone, start: start, end: end, exposures: [], events: kept)
    guard !hasID else { return narrowed.usableEvents }
    return kept.filter { event in
      !event.user.isEmpty && event.moment.map { moment in end.map { moment < $0 } ?? true } ?? false
    }
  }
}
