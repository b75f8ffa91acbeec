import TestSupport
import Testing

/// Random logs through funnels, against a search of all sequences of events.
@Suite(.enabled(if: hasDuckDB, "\(needsDuckDB)")) struct FunnelTests {
  private struct Step: Sendable {
    let condition: String
    let matches: @Sendable (NaiveEvents.Event) -> Bool
    var within: Int?
  }

  private enum Order: String, CaseIterable {
    case strict
    case inOrder = "in-order"
    case any
  }

  private static let day = 86_400

  /// Steps that no event shares, and steps that share some.
  private static func steps(_ order: Order, _ random: inout SeededRandom) -> [Step] {
    let hours = random.element(of: [6, 24, 48])
    let isShared = order != .strict && random.chance(0.5)
    let within = order == .any ? nil : hours * 3600
    return isShared
      ? [
        Step(condition: "paid", matches: { $0.isPaid }),
        Step(condition: "kind = 'a'", matches: { $0.kind == "a" }, within: within),
        Step(condition: "paid and kind != 'b'", matches: { $0.isPaid && $0.kind != "b" }),
      ]
      : [
        Step(condition: "kind = 'a'", matches: { $0.kind == "a" }),
        Step(condition: "kind = 'b'", matches: { $0.kind == "b" }, within: within),
        Step(condition: "kind = 'c'", matches: { $0.kind == "c" }),
      ]
  }

  /// The events in the order in which they are gone through: of events at one time those of earlier steps first.
  private static func ordered(_ events: [NaiveEvents.Event], _ steps: [Step]) -> [(moment: Int, marks: [Bool])] {
    func rank(_ marks: [Bool]) -> [Int] {
      [marks.firstIndex(of: true) ?? 9, marks.lastIndex(of: true) ?? 9] + marks.map { $0 ? 1 : 0 }
    }
    return events.map { event in (moment: event.moment ?? 0, marks: steps.map { $0.matches(event) }) }
      .filter { $0.marks.contains(true) }
      .sorted { one, other in
        one.moment == other.moment
          ? rank(one.marks).lexicographicallyPrecedes(rank(other.marks)) : one.moment < other.moment
      }
  }

  /// Whether some sequence of events, each used once, leads to a step.
  private static func reaches(
    _ step: Int, _ events: [(moment: Int, marks: [Bool])], _ steps: [Step], _ order: Order
  ) -> Bool {
    guard order != .any else {
      return (0...step).allSatisfy { step in events.contains { $0.marks[step] } }
    }
    func leads(to last: Int, at position: Int) -> Bool {
      guard events[position].marks[last] else { return false }
      guard last > 0 else { return true }
      return (0..<position).contains { earlier in
        let isSoon = steps[last].within.map { events[position].moment - events[earlier].moment < $0 } ?? true
        // Between the two, strictly, only further events of the step itself.
        let isClean = order == .inOrder || events[(earlier + 1)..<position].allSatisfy { $0.marks[last] }
        return isSoon && isClean && leads(to: last - 1, at: earlier)
      }
    }
    return events.indices.contains { leads(to: step, at: $0) }
  }

  @Test(arguments: 301...330)
  func everyStepIsReachedAsTheSearchSays(seed: UInt64) async throws {
    let log = RandomEventLog(seed: seed)
    let naive = log.naive
    guard Set(naive.units.map(\.variant)).count == 2 else { return }
    var random = SeededRandom(seed: seed)
    let order = Order.allCases[Int(seed) % 3]
    let steps = Self.steps(order, &random)
    let folder = try ScratchFolder()
    try folder.write(
      "user,variant,seen,country,shop\n" + log.exposureLines.joined(separator: "\n") + "\n", to: "exposures.csv")
    try folder.write("id,who,at,value,kind,paid\n" + log.eventLines.joined(separator: "\n") + "\n", to: "events.csv")
    let texts = steps.enumerated().map { index, step in
      let within = step.within.map { #", "within": "\#($0)s""# } ?? ""
      return #"{ "name": "s\#(index)", "fact": "log", "where": "\#(step.condition)"\#(within) }"#
    }
    let period = [("start", log.start), ("end", log.end)].map { key, text in
      text.map { #", "\#(key)": "\#($0.split(separator: " ")[0])""# } ?? ""
    }
    try folder.write(
      """
      { "abtest": 1, "name": "funnel"\(period.joined()), "data": { "timezone": "\(naive.zone.rawValue)",
          "assignments": { "source": "exposures.csv", "unit": "user", "time": "seen" },
          "facts": { "log": { "source": "events.csv", "unit": "who", "time": "at", "id": "id", "timezone": "\(log.factZone.rawValue)" } } },
        "variants": [{ "name": "old", "control": true }, { "name": "new" }],
        "metrics": [{ "name": "f", "type": "funnel", "window": "4d", "order": "\(order.rawValue)", "steps": [\(texts.joined(separator: ", "))] }] }
      """, to: "spec.json")
    let results = try await CSVTable(analyzing: folder)
    let window = NaiveEvents.Window(from: 0, to: 4 * Self.day)
    let events = Dictionary(grouping: naive.usableEvents, by: \.user)
    for (variant, suffix) in [("old", "control"), ("new", "variant")] {
      let units = naive.units.filter { $0.variant == variant && naive.isComplete(window, of: $0) }
      let paths = units.map { unit in
        Self.ordered(
          events[unit.user, default: []].filter { naive.contains($0.moment ?? 0, window, of: unit) }, steps)
      }
      for step in steps.indices {
        let row = try results.row("f: s\(step)", "absolute")
        #expect(row["n_\(suffix)"] == "\(units.count)", "seed \(seed)")
        let reached = paths.count { Self.reaches(step, $0, steps, order) }
        guard !units.isEmpty else { continue }
        let found = try row.number("value_\(suffix)") * Double(units.count)
        #expect(isClose(found, Double(reached), relative: 1e-9, absolute: 1e-9), "seed \(seed), \(order), step \(step)")
      }
    }
  }
}
