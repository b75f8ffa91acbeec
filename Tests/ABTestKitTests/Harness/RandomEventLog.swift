import TestSupport

/// A random exposure log and a log of events, full of what goes wrong: ties, boundaries, repeats, blanks, changes of clocks.
struct RandomEventLog {
  let naive: NaiveEvents
  /// The zone of the event log's local times; that of the exposures is the experiment's.
  let factZone: NaiveZone
  let exposureLines: [String]
  let eventLines: [String]
  let start: String?
  let end: String?

  /// The cluster of a user, whose users usually have one variant.
  private static func shop(of user: Int) -> String { "s\(user % 2)-\(user / 6)" }

  static func shop(of name: String) -> String { shop(of: Int(name.dropFirst()) ?? 0) }

  /// Whether units of both variants are left. A log without them has nothing to compare.
  var isExperiment: Bool { Set(naive.units.map(\.variant)).count == 2 }

  /// 2026-03-06 and 2026-10-22 in UTC: some days before changes of clocks in one zone or the other.
  private static let origins = [1_772_755_200, 1_774_483_200, 1_792_627_200, 1_793_318_400]

  /// - Parameter parts: logs of other users, each with times, faults and sizes of its own, that share zones and period.
  init(seed: UInt64, parts: Int = 1) {
    var random = SeededRandom(seed: seed)
    let zone = random.element(of: NaiveZone.allCases)
    let factZone = random.element(of: [zone, .utc, .berlin])
    let origin = random.element(of: Self.origins)
    var exposures: [NaiveEvents.Exposure] = []
    var exposureLines: [String] = []
    var events: [NaiveEvents.Event] = []
    var eventLines: [String] = []
    var firstUser = 0
    for _ in 0..<parts {
      let users = random.integer(4...40)
      let odd = random.element(of: [0, 0.08])
      // A coarse grid makes ties, and events at the very boundaries of windows.
      let grid = random.element(of: [1_800, 3_600, 21_600, 7])
      let days = random.integer(4...12)
      func moment(_ random: inout SeededRandom) -> Int {
        origin + random.integer(0...(days * 86_400 / grid)) * grid
      }
      for user in firstUser..<firstUser + users {
        for _ in 0..<random.element(of: [1, 1, 1, 2, 3]) {
          let usual = user % 2 == 0 ? "old" : "new"
          let variant = random.chance(odd) ? random.element(of: ["", "beta", "old"]) : usual
          let name = random.chance(odd / 4) ? "" : "u\(user)"
          let country = random.element(of: ["DE", "US"])
          let (time, text) = Self.time(moment(&random), zone, odd, &random)
          exposures.append(
            NaiveEvents.Exposure(user: name, variant: variant, moment: time, country: country))
          exposureLines.append("\(name),\(variant),\(text),\(country),\(Self.shop(of: user))")
        }
      }
      let fraction = random.element(of: [1.0, 3.0])
      let firstEvent = events.count
      for index in firstEvent..<firstEvent + random.integer(0...users * 6) {
        // A repeat is the same event again, or its id at another time.
        if random.chance(odd), let last = events.last, let line = eventLines.last {
          if random.chance(0.5) {
            events.append(last)
            eventLines.append(line)
            continue
          }
        }
        let isReused = random.chance(odd) && !events.isEmpty
        let id = isReused ? random.element(of: events).id : random.chance(odd / 4) ? "" : "e\(index)"
        let user = random.chance(odd / 2) ? "" : "u\(firstUser + random.integer(0...users))"
        let cents = Double(random.integer(-500...9_999)) / 100 / fraction
        let value: Double? = random.chance(odd) ? nil : cents
        let valueText = value.map { "\($0)" } ?? random.element(of: ["", "x", "inf"])
        let kind = random.element(of: ["a", "b", "c"])
        let isPaid = random.chance(0.6)
        // Reused ids must differ in time, for of two events at one time neither is the first.
        let own = isReused ? origin + 1 + index : moment(&random)
        let (time, text) = Self.time(own, factZone, isReused ? 0 : odd, &random)
        events.append(NaiveEvents.Event(id: id, user: user, moment: time, value: value, kind: kind, isPaid: isPaid))
        eventLines.append("\(id),\(user),\(text),\(valueText),\(kind),\(isPaid ? "yes" : "no")")
      }
      firstUser += users
    }
    let bounds: (Int?, Int?) =
      random.chance(0.4)
      ? (origin + random.integer(0...2) * 86_400, origin + random.integer(6...14) * 86_400) : (nil, nil)
    naive = NaiveEvents(
      zone: zone, start: bounds.0.map { zone.moment(ofLocal: $0) }, end: bounds.1.map { zone.moment(ofLocal: $0) },
      exposures: exposures, events: events)
    start = bounds.0.map { Self.text($0) }
    end = bounds.1.map { Self.text($0) }
    self.factZone = factZone
    self.exposureLines = exposureLines
    self.eventLines = eventLines
  }

  /// A moment as the file has it, in one of several spellings, and as it is to be understood.
  private static func time(
    _ moment: Int, _ zone: NaiveZone, _ odd: Double, _ random: inout SeededRandom
  ) -> (Int?, String) {
    if random.chance(odd / 2) { return (nil, random.element(of: ["", "soon", "2026-02-30", "03/04/2026"])) }
    switch random.integer(0...5) {
    case 0: return (moment, text(moment) + "Z")
    case 1: return (moment, text(moment + 7_200) + "+02:00")
    case 2: return (moment, text(moment - 18_000).split(separator: " ").joined(separator: "T") + ".000-0500")
    case 3:
      // A time that the clocks show twice, or skip, is one moment all the same.
      let local = zone.local(moment)
      return (zone.moment(ofLocal: local), text(local))
    case 4 where moment % 86_400 == 0: return (zone.moment(ofLocal: moment), String(text(moment).prefix(10)))
    default:
      // Whatever the hands show, also between two and three in the night of the change.
      return (zone.moment(ofLocal: moment), text(moment))
    }
  }

  /// `2026-03-06 00:00:00`, as if the moment were UTC. All days lie in 2026.
  private static func text(_ moment: Int) -> String {
    let lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    // 2026-01-01
    var day = moment / 86_400 - 20_454
    var month = 0
    while month < 11, day >= lengths[month] {
      day -= lengths[month]
      month += 1
    }
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let second = moment % 86_400
    return "2026-\(two(month + 1))-\(two(day + 1)) \(two(second / 3600)):\(two(second / 60 % 60)):\(two(second % 60))"
  }
}
