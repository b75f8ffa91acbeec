internal import Diagnostics
package import Terms

/// Events of units that a fault of the log takes from a metric, by variant.
package struct EventLoss: Sendable, Equatable {
  package enum Measure: Sendable, Equatable {
    /// Those without a readable time among all that meet a condition of a term, for without a time nobody knows their window.
    case time(condition: TypedExpression?)
    /// Those without an id or a value among all that count for a term.
    case event(FactTerm)
    /// Those of which nobody knows whether they meet the condition of a term, among all in its window.
    case condition(FactTerm)
    /// Those of which nobody knows whether they meet the condition of the fact, among all.
    case filter
    /// Nothing is lost: how many events belong to the units of each variant.
    case presence
  }

  package let fact: String
  package let measure: Measure
  /// Of the events of each unit, or of each cluster of units; one per variant.
  package let arms: [GroupedLoss]

  package init(fact: String, measure: Measure, arms: [GroupedLoss]) {
    (self.fact, self.measure, self.arms) = (fact, measure, arms)
  }

  /// Whether a term counts the events in question.
  package func concerns(_ term: FactTerm) -> Bool {
    guard term.fact.value == fact, term.join == nil else { return false }
    switch measure {
    case .time(let condition): return condition?.text.text == term.condition?.text.text
    case .event(let other): return term.selectsAlike(other)
    case .condition(let other): return term.isConditionedAlike(other)
    case .filter, .presence: return true
    }
  }
}

extension FactTerm {
  fileprivate func isConditionedAlike(_ other: FactTerm) -> Bool {
    condition?.text.text == other.condition?.text.text && window == other.window
  }
}

extension EventLoss.Measure {
  package static func == (left: Self, right: Self) -> Bool {
    switch (left, right) {
    case (.time(let one), .time(let other)): one?.text.text == other?.text.text
    case (.event(let one), .event(let other)): one.selectsAlike(other)
    case (.condition(let one), .condition(let other)): one.isConditionedAlike(other)
    case (.filter, .filter), (.presence, .presence): true
    default: false
    }
  }

  /// What may be lost of the terms of a fact, each once, where its ledger says that something is.
  package static func all(of terms: [FactTerm], _ ledger: EventLedger) -> [EventLoss.Measure] {
    let isUntimed = ledger[.blankTime] + ledger[.unreadableTime] > 0
    var found: [EventLoss.Measure] = ledger.hasManyOfNobody ? [.presence] : []
    if ledger[.undecided] > 0 { found.append(.filter) }
    for term in terms {
      let lacks = ledger[.blankID] > 0 || ledger.withoutValue.contains { $0.value == term.value?.text.text }
      let own =
        (isUntimed ? [Self.time(condition: term.condition)] : []) + (lacks ? [.event(term)] : [])
        + (ledger.undecided > 0 && term.condition != nil ? [.condition(term)] : [])
      for measure in own where !found.contains(measure) { found.append(measure) }
    }
    return found
  }
}

extension EventLedger {
  /// Events from which on it is no accident that a variant has none, or that their ids stand for others as well.
  package static let many = 20

  /// Events that belong to no unit of the data.
  package var ofNobody: Int {
    [Reason.blankUnit, .blankCluster, .unknownUnit, .unknownCluster].reduce(0) { $0 + self[$1] }
  }

  fileprivate var hasManyOfNobody: Bool { ofNobody >= Self.many && ofKnownUnits >= Self.many }
}
