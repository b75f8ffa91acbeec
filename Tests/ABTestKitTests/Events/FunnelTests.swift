import TestSupport
import Testing

/// Random logs through funnels, against a search of all sequences of events.
@Suite(.enabled(if: hasDuckDB, "\(needsDuckDB)"), .slow) struct FunnelTests {
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

  /// Steps that no event shares, steps that share some, and steps that come again.
  private static func steps(_ order: Order, _ random: inout SeededRandom) -> [Step] {
    let hours = random.element(of: [6, 24, 48])
    let within = order == .any ? nil : hours * 3600
    let (a, b) = (
      Step(condition: "kind = 'a'", matches: { $0.kind == "a" }),
      Step(condition: "kind = 'b'", matches: { $0.kind == "b" }, within: within)
    )
    switch random.integer(0...(order == .any ? 1 : 3)) {
    case 0: return [a, b, Step(condition: "kind = 'c'", matches: { $0.kind == "c" })]
    case 1:
      return [
        Step(condition: "paid", matches: { $0.isPaid }),
        Step(condition: "kind = 'a'", matches: { $0.kind == "a" }, within: within),
        Step(condition: "paid and kind != 'b'", matches: { $0.isPaid && $0.kind != "b" }),
      ]
    case 2: return [a, b, a, b]
    default: return [a, a, b]
    }
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

  /// When a step was first behind a unit, as some sequence of events, each used once, led to it; nil where none did.
  private static func completion(
    of step: Int, _ events: [(moment: Int, marks: [Bool])], _ steps: [Step], _ order: Order
  ) -> Int? {
    guard order != .any else {
      let all = (0...step).map { step in events.filter { $0.marks[step] }.map(\.moment).min() }
      return all.contains(nil) ? nil : all.compactMap(\.self).max()
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
    return events.indices.filter { leads(to: step, at: $0) }.map { events[$0].moment }.min()
  }

  /// The least of the values that so many tenths of them do not exceed.
  private static func quantile(_ values: [Int], tenths: Int) -> Double? {
    let rank = (values.count * tenths + 9) / 10
    return values.isEmpty ? nil : Double(values.sorted()[rank - 1])
  }

  private static let seeds: ClosedRange<UInt64> = 301...360

  /// The others have nothing to compare.
  private static let experiments = seeds.filter { RandomEventLog(seed: $0).isExperiment }

  /// Whoever changes the generator sees here how many are left.
  @Test func nearlyEverySeedMakesAnExperiment() {
    #expect(Set(Self.seeds).subtracting(Self.experiments) == [350])
  }

  @Test(arguments: experiments)
  func everyStepIsReachedWhenTheSearchSays(seed: UInt64) async throws {
    let log = RandomEventLog(seed: seed)
    let naive = log.naive
    var random = SeededRandom(seed: seed)
    let order = Order.allCases[Int(seed) % 3]
    let steps = Self.steps(order, &random)
    let country = random.chance(0.3) ? "DE" : nil
    let isClustered = random.chance(0.3)
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
    let filter = country.map { #", "where": "country = '\#($0)'""# } ?? ""
    try folder.write(
      """
      { "abtest": 1, "name": "funnel"\(period.joined()), "data": { "timezone": "\(naive.zone.rawValue)",
          "assignments": { "source": "exposures.csv", "unit": "user", "time": "seen"\(isClustered ? #", "cluster": "shop""# : "") },
          "facts": { "log": { "source": "events.csv", "unit": "who", "time": "at", "id": "id", "timezone": "\(log.factZone.rawValue)" } } },
        "variants": [{ "name": "old", "control": true }, { "name": "new" }],
        "metrics": [{ "name": "f", "type": "funnel", "window": "4d", "order": "\(order.rawValue)"\(filter), "steps": [\(texts.joined(separator: ", "))] }],
        "decision": { "accept": { "empty": "small draws lack units of a country" } } }
      """, to: "spec.json")
    let window = NaiveEvents.Window(from: 0, to: 4 * Self.day)
    let events = Dictionary(grouping: naive.usableEvents, by: \.user)
    let marks = naive.units.flatMap { unit in
      Self.ordered(events[unit.user, default: []].filter { naive.contains($0.moment ?? 0, window, of: unit) }, steps)
        .map(\.marks)
    }
    // A step whose only events lack an id was not measured.
    if !steps.indices.allSatisfy({ step in marks.contains { $0[step] } }) {
      let outcome = try await Binary.run(["analyze", "spec.json", "--quiet", "--allow-unreadable"], in: folder)
      guard outcome.code == 0 else { return #expect(outcome.errors.contains("[unmeasured-metric]")) }
    }
    let results = try await CSVTable(analyzing: folder, ["--allow-unreadable"])
    let funnel = try #require(try JSONFunnels(folder.bytes(of: "results.json")).all.first)
    // A cluster with units of both variants belongs to none.
    let shops = Dictionary(grouping: naive.units) { RandomEventLog.shop(of: $0.user) }
    let torn = shops.filter { Set($0.value.map(\.variant)).count > 1 }
    for (arm, (variant, suffix)) in [("old", "control"), ("new", "variant")].enumerated() {
      let units = naive.units.filter {
        $0.variant == variant && naive.isComplete(window, of: $0) && (country == nil || $0.country == country)
          && (!isClustered || torn[RandomEventLog.shop(of: $0.user)] == nil)
      }
      let paths = units.map { unit in
        Self.ordered(
          events[unit.user, default: []].filter { naive.contains($0.moment ?? 0, window, of: unit) }, steps)
      }
      var before: [Int?] = units.map(\.exposed)
      for step in steps.indices {
        let place = "seed \(seed), \(order), step \(step) of \(variant)"
        let row = try results.row("f: s\(step)", "absolute")
        let passage = funnel.steps[step].variants[arm]
        #expect(passage.n == units.count && (isClustered || row["n_\(suffix)"] == "\(units.count)"), "\(place)")
        let moments = paths.map { Self.completion(of: step, $0, steps, order) }
        let reached = moments.count { $0 != nil }
        #expect(passage.reached == reached, "\(place)")
        #expect(passage.stopped == before.count { $0 != nil } - reached, "\(place)")
        let times = zip(moments, before).compactMap { moment, before in
          moment.flatMap { moment in before.map { moment - $0 } }
        }
        #expect(times.count == reached, "\(place)")
        #expect(passage.median == Self.quantile(times, tenths: 5), "\(place)")
        #expect(passage.ninetieth == Self.quantile(times, tenths: 9), "\(place)")
        before = moments
        guard !units.isEmpty else { continue }
        let found = try row.number("value_\(suffix)") * Double(units.count)
        #expect(isClose(found, Double(reached), relative: 1e-9, absolute: 1e-9), "\(place)")
      }
    }
  }
}
