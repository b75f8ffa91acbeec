package import Planning

/// What is known: an answer for each need that was met.
package struct Answers: Sendable {
  private struct Key: Hashable, Sendable {
    let need: any Need

    static func == (left: Key, right: Key) -> Bool { left.need.isEqual(to: right.need) }
    func hash(into hasher: inout Hasher) { need.hash(into: &hasher) }
  }

  private let base: AnalysisPlan?
  private var all: [Key: any Sendable] = [:]

  /// Nothing is known but the plan; or not even that, before there is one.
  package init(plan: AnalysisPlan? = nil) { base = plan }

  /// The plan as it is before anything was read.
  ///
  /// - Precondition: there is one.
  package var plan: AnalysisPlan {
    guard let base else { preconditionFailure("there is no plan yet") }
    return base
  }

  package subscript<N: Need>(optional need: N) -> N.Answer? {
    // Looked up first: nothing is no answer, where an answer may be nil.
    guard let found = all[Key(need: need)] else { return nil }
    return found as? N.Answer
  }

  /// - Precondition: the need was met.
  package subscript<N: Need>(need: N) -> N.Answer {
    guard let answer = self[optional: need] else { preconditionFailure("\(need) is not known") }
    return answer
  }

  func knows(_ need: any Need) -> Bool { all[Key(need: need)] != nil }

  /// The passes over the sources that are foreseen for what is not known yet.
  func passes(of needs: [any Need]) -> Int {
    var seen = Set<Key>()
    func count(_ needs: [any Need]) -> Int {
      needs.reduce(0) { sum, need in
        guard !knows(need), seen.insert(Key(need: need)).inserted else { return sum }
        return sum + need.passes(self) + count(need.prerequisites(self))
      }
    }
    return count(needs)
  }

  mutating func learn<N: Need>(_ need: N, _ answer: N.Answer) { all[Key(need: need)] = answer }
}

extension Need {
  fileprivate func isEqual(to other: any Need) -> Bool { (other as? Self) == self }
}
