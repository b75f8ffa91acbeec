import Diagnostics

/// How far a unit got through steps, each an event of a fact, inside one window from exposure.
package struct FunnelTerm: Sendable, Hashable {
  package struct Step: Sendable, Hashable {
    package let name: String
    /// Whether there is an event of the step in the window.
    package let term: FactTerm
    /// The longest time since the step before, which itself is too long.
    package let within: TimeSpan?

    package init(name: String, term: FactTerm, within: TimeSpan?) {
      (self.name, self.term, self.within) = (name, term, within)
    }
  }

  package let steps: [Step]
  package let order: FunnelOrder

  package init(steps: [Step], order: FunnelOrder) { (self.steps, self.order) = (steps, order) }

  package var terms: [FactTerm] { steps.map(\.term) }
}

/// Which sequences of events pass through a funnel.
package enum FunnelOrder: String, Sendable, CaseIterable {
  /// Each step at the same time as the one before or later, and no event of another step in between.
  case strict
  /// Each step at the same time as the one before or later; other events may lie in between.
  case inOrder = "in-order"
  /// All steps up to the one that counts, in any order.
  case any

  fileprivate var words: String {
    switch self {
    case .strict: "in order, with no other step in between"
    case .inOrder: "in order"
    case .any: "in any order"
    }
  }
}

extension FunnelTerm {
  /// The steps up to one of them, in words.
  package func inWords(upTo step: Int) -> String {
    let names = steps[...step].map { step in
      quoted(step.name) + (step.within.map { " within \($0.text)" } ?? "")
    }
    let path = names.count == 1 ? names[0] : "\(names.joined(separator: ", then ")), \(order.words)"
    return "\(path); \(steps[0].term.window.inWords)"
  }
}
