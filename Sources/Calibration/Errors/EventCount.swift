/// How many simulated experiments each event happened in; counts add up in any order.
package struct EventCount<Event: Hashable & Sendable>: Tally, Equatable {
  package private(set) var runs = 0
  private var counts: [Event: Int] = [:]

  package init() {}

  /// Counts one experiment.
  mutating func add(_ events: Set<Event>) {
    runs += 1
    for event in events { counts[event, default: 0] += 1 }
  }

  /// The share of experiments with an event.
  package subscript(event: Event) -> Rate { Rate(counts[event, default: 0], of: runs) }

  /// The share of those with one event that have another, too.
  package func share(of event: Event, among others: Event) -> Rate {
    Rate(counts[event, default: 0], of: counts[others, default: 0])
  }

  package static func + (left: EventCount, right: EventCount) -> EventCount {
    var sum = left
    sum.runs += right.runs
    sum.counts.merge(right.counts, uniquingKeysWith: +)
    return sum
  }
}
