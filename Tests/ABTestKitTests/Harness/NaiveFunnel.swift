import TestSupport

/// A funnel as a search through all sequences of events, each used once.
struct NaiveFunnel {
  enum Order: String, CaseIterable {
    case strict
    case inOrder = "in-order"
    case any
  }

  struct Step {
    let fact: Int
    let condition: NaiveTerm.Condition?
    /// Seconds since the step before, which themselves are too long.
    let within: Int?
  }

  let order: Order
  let steps: [Step]
  let window: NaiveEvents.Window

  /// Steps that share no event, or some.
  static func random(facts: Int, _ random: inout SeededRandom) -> (funnel: NaiveFunnel, keys: String) {
    let order = random.element(of: Order.allCases)
    let hours = random.element(of: [24, 48, 96])
    let count = random.integer(2...(order == .inOrder ? 4 : 3))
    // Strictly between two steps lie events of one step only, and steps in any order must differ.
    let kinds = ["a", "b", "c"].shuffled(using: &random)
    let steps = (0..<count).map { index in
      let within = index > 0 && order != .any && random.chance(0.4) ? random.element(of: [6, 12, 24]) * 3_600 : nil
      return Step(
        fact: random.integer(0...facts - 1),
        condition: order != .inOrder
          ? .kind(kinds[index]) : random.chance(0.85) ? random.element(of: NaiveTerm.Condition.all) : nil,
        within: within)
    }
    let texts = steps.enumerated().map { index, step in
      let condition = step.condition.map { #", "where": "\#($0.text)""# } ?? ""
      let within = step.within.map { #", "within": "\#($0)s""# } ?? ""
      return #"{ "name": "s\#(index)", "fact": "log\#(step.fact)"\#(condition)\#(within) }"#
    }
    return (
      NaiveFunnel(order: order, steps: steps, window: NaiveEvents.Window(from: 0, to: hours * 3_600)),
      #""type": "funnel", "window": "\#(hours)h", "order": "\#(order.rawValue)", "steps": [\#(texts.joined(separator: ", "))]"#
    )
  }

  private struct Mark {
    let moment: Int
    let ofSteps: [Bool]

    /// Of events at one time those of earlier steps come first.
    var rank: [Int] {
      [moment, ofSteps.firstIndex(of: true) ?? 9, ofSteps.lastIndex(of: true) ?? 9] + ofSteps.map { $0 ? 1 : 0 }
    }
  }

  /// Which steps a unit reached.
  ///
  /// - Parameter events: the usable ones of each fact.
  func reached(_ events: [[NaiveEvents.Event]], _ unit: NaiveEvents.Unit, _ naive: NaiveEvents) -> [Bool] {
    let marks = events.enumerated().flatMap { fact, own in
      own.filter { naive.contains($0.moment ?? 0, window, of: unit) }.map { event in
        Mark(
          moment: event.moment ?? 0,
          ofSteps: steps.map { $0.fact == fact && ($0.condition?.holds(event) ?? true) })
      }
    }.filter { $0.ofSteps.contains(true) }.sorted { $0.rank.lexicographicallyPrecedes($1.rank) }
    guard order != .any else {
      return steps.indices.map { last in (0...last).allSatisfy { step in marks.contains { $0.ofSteps[step] } } }
    }
    // The events that reach a step by some sequence; those of the step before tell those of the next.
    var reaching = marks.map { $0.ofSteps[0] }
    var found = [reaching.contains(true)]
    for step in steps.indices.dropFirst() {
      reaching = marks.indices.map { position in
        guard marks[position].ofSteps[step] else { return false }
        return (0..<position).contains { earlier in
          let isSoon = steps[step].within.map { marks[position].moment - marks[earlier].moment < $0 } ?? true
          // Between the two, strictly, only further events of the step itself.
          let isClean = order == .inOrder || marks[(earlier + 1)..<position].allSatisfy { $0.ofSteps[step] }
          return reaching[earlier] && isSoon && isClean
        }
      }
      found.append(reaching.contains(true))
    }
    return found
  }
}
