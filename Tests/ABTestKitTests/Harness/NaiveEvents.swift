/// What the program does with exposures and events, done by loops over plain values: obviously right, and slow.
struct NaiveEvents {
  /// Seconds since 1970; the logs have no finer times.
  typealias Moment = Int

  struct Exposure {
    let user: String
    let variant: String
    let moment: Moment?
    let country: String
  }

  struct Event {
    let id: String
    let user: String
    let moment: Moment?
    let value: Double?
    let kind: String
    let isPaid: Bool
  }

  struct Unit {
    let user: String
    let variant: String
    let exposed: Moment
    let country: String
  }

  struct Window {
    let from: Int
    let to: Int
    var isCalendar = false
  }

  let zone: NaiveZone
  let start: Moment?
  let end: Moment?
  let exposures: [Exposure]
  let events: [Event]
  /// Units of one variant, at their first exposure inside the experiment.
  let units: [Unit]
  /// The end of the data: the stated one, or the latest time of anything.
  let cut: Moment

  init(zone: NaiveZone, start: Moment?, end: Moment?, exposures: [Exposure], events: [Event]) {
    (self.zone, self.start, self.end, self.exposures, self.events) = (zone, start, end, exposures, events)
    units = Self.units(exposures, start, end)
    cut = end ?? max(exposures.compactMap(\.moment).max() ?? 0, events.compactMap(\.moment).max() ?? 0)
  }

  private static func units(_ exposures: [Exposure], _ start: Moment?, _ end: Moment?) -> [Unit] {
    var byUser: [String: [Exposure]] = [:]
    for exposure in exposures where !exposure.user.isEmpty && ["old", "new"].contains(exposure.variant) {
      guard let moment = exposure.moment, start.map({ moment >= $0 }) ?? true, end.map({ moment < $0 }) ?? true else {
        continue
      }
      byUser[exposure.user, default: []].append(exposure)
    }
    return byUser.values.compactMap { own in
      guard Set(own.map(\.variant)).count == 1 else { return nil }
      let first = own.min { ($0.moment ?? 0, $0.country) < ($1.moment ?? 0, $1.country) }
      return first.map { Unit(user: $0.user, variant: $0.variant, exposed: $0.moment ?? 0, country: $0.country) }
    }.sorted { $0.user < $1.user }
  }

  /// Events that count at all: with a user and a time, before the end, each id once.
  var usableEvents: [Event] {
    var first: [String: Event] = [:]
    for event in events where !event.user.isEmpty && !event.id.isEmpty {
      guard let moment = event.moment else { continue }
      if let known = first[event.id]?.moment, known <= moment { continue }
      first[event.id] = event
    }
    return first.values.filter { event in end.map { (event.moment ?? 0) < $0 } ?? true }.sorted { $0.id < $1.id }
  }

  func contains(_ moment: Moment, _ window: Window, of unit: Unit) -> Bool {
    let age = moment - unit.exposed
    guard window.isCalendar else { return age >= window.from && age < window.to }
    let days = zone.day(of: moment) - zone.day(of: unit.exposed)
    if window.to <= 0 { return days >= window.from / 86_400 && age < 0 }
    return days >= window.from / 86_400 && days < window.to / 86_400 && age >= 0
  }

  func isComplete(_ window: Window, of unit: Unit) -> Bool {
    guard window.isCalendar else { return unit.exposed + window.to <= cut }
    let midnight = (zone.day(of: unit.exposed) + window.to / 86_400) * 86_400
    return zone.moment(ofLocal: midnight) <= cut
  }
}

/// Two zones with their summer time of 2026, by the rules that everyone can look up.
enum NaiveZone: String, CaseIterable {
  case utc = "UTC"
  case berlin = "Europe/Berlin"
  case newYork = "America/New_York"

  private var standard: Int {
    switch self {
    case .utc: 0
    case .berlin: 3_600
    case .newYork: -18_000
    }
  }

  /// Summer time: from 2026-03-29 01:00 to 2026-10-25 01:00 UTC, and from 2026-03-08 07:00 to 2026-11-01 06:00 UTC.
  private func isSummer(_ moment: Int) -> Bool {
    switch self {
    case .utc: false
    case .berlin: (1_774_746_000..<1_792_890_000).contains(moment)
    case .newYork: (1_772_953_200..<1_793_512_800).contains(moment)
    }
  }

  func local(_ moment: Int) -> Int { moment + standard + (isSummer(moment) ? 3_600 : 0) }

  func day(of moment: Int) -> Int { Int((Double(local(moment)) / 86_400).rounded(.down)) }

  /// Of a local time that occurs twice the second; one that is skipped is read by the clock before the change.
  func moment(ofLocal local: Int) -> Int {
    let (inWinter, inSummer) = (local - standard, local - standard - 3_600)
    if !isSummer(inWinter) { return inWinter }
    return isSummer(inSummer) ? inSummer : inWinter
  }
}
