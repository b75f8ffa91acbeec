package import Terms

/// Where every event of a fact went: events read = events counted + events dropped by reason.
package struct EventLedger: Sendable, Equatable {
  package enum Reason: String, Sendable, CaseIterable {
    case filtered = "outside where"
    /// A column that the condition of the fact names is blank, so that nobody knows whether it is met.
    case undecided = "where not known"
    case blankUnit = "blank unit"
    case blankCluster = "blank cluster"
    case blankTime = "blank time"
    case unreadableTime = "unreadable time"
    case blankID = "blank id"
    case repeated = "repeat of an event"
    /// The same id, and something else that differs; the earliest counts.
    case differing = "differing event of one id"
    case afterEnd = "at or after the end"
    case unknownUnit = "unit without exposure"
    case unknownCluster = "cluster without exposure"
    case crossedUnit = "unit in several variants"
    case beforeExposure = "before exposure"
    case outsideWindows = "outside every window"
    /// Of what units share under keys.
    case blankKey = "blank key"
    case unknownVariant = "unknown variant"
    case noUnits = "no units under its keys"
  }

  package let fact: String
  /// Events that lie in a window of at least one term.
  package let counted: Int
  /// Only reasons that occurred, in the order of `Reason`.
  package let drops: [(reason: Reason, events: Int)]
  /// Events counted whose value cannot be used, by the text of the value.
  package let withoutValue: [(value: String, events: Int)]
  /// Events in a window of which nobody knows whether they meet the condition of a term, for a column that it names is blank.
  package let undecided: Int
  /// How units share the fact; nil where events belong to units.
  package let sharing: Sharing?

  /// Times in text that state their offset from UTC, and those that do not.
  package let withOffset: Int
  package let withoutOffset: Int

  package init(
    fact: String, counted: Int, drops: [(reason: Reason, events: Int)], withoutValue: [(value: String, events: Int)],
    undecided: Int = 0, withOffset: Int = 0, withoutOffset: Int = 0, sharing: Sharing? = nil
  ) {
    (self.withOffset, self.withoutOffset) = (withOffset, withoutOffset)
    self.undecided = undecided
    self.sharing = sharing
    self.fact = fact
    self.counted = counted
    self.drops = drops.filter { $0.events > 0 }
    self.withoutValue = withoutValue.filter { $0.events > 0 }
  }

  package var read: Int { counted + drops.reduce(0) { $0 + $1.events } }

  /// Events of units of the data, counted or not.
  package var ofKnownUnits: Int {
    [Reason.beforeExposure, .outsideWindows, .crossedUnit].reduce(counted) { $0 + self[$1] }
  }

  package subscript(reason: Reason) -> Int { drops.first { $0.reason == reason }?.events ?? 0 }

  package static func == (left: EventLedger, right: EventLedger) -> Bool {
    left.fact == right.fact && left.counted == right.counted && left.drops.elementsEqual(right.drops, by: ==)
      && left.withoutValue.elementsEqual(right.withoutValue, by: ==) && left.sharing == right.sharing
      && left.undecided == right.undecided
      && left.withOffset == right.withOffset && left.withoutOffset == right.withoutOffset
  }
}

/// What became of totals that units share: each total = what units got + what nobody got, by reason.
package struct Sharing: Sendable, Equatable {
  /// One total: a value of the fact, under its condition.
  package struct Total: Sendable, Equatable {
    package let name: String
    package let shared: Double
    /// Only reasons with a total that is not zero, in the order of `EventLedger.Reason`.
    package let unshared: [(reason: EventLedger.Reason, total: Double)]
    /// Exact, not the rounded sum of the parts.
    package let whole: Double

    package init(name: String, shared: Double, unshared: [(reason: EventLedger.Reason, total: Double)], whole: Double) {
      self.name = name
      self.shared = shared
      self.unshared = unshared
      self.whole = whole
    }

    package static func == (left: Total, right: Total) -> Bool {
      left.name == right.name && left.shared == right.shared && left.whole == right.whole
        && left.unshared.elementsEqual(right.unshared, by: ==)
    }
  }

  package let totals: [Total]
  /// Rows with a value below zero.
  package let negative: Int
  /// Units without one of the keys, and units under keys that no row has.
  package let unitsWithoutKey: Int
  package let unitsWithoutRow: Int
  /// The latter by variant; empty where nobody looked.
  package let withoutRowByVariant: [Int]

  package init(
    totals: [Total], negative: Int, unitsWithoutKey: Int, unitsWithoutRow: Int, withoutRowByVariant: [Int] = []
  ) {
    self.withoutRowByVariant = withoutRowByVariant
    self.totals = totals
    self.negative = negative
    self.unitsWithoutKey = unitsWithoutKey
    self.unitsWithoutRow = unitsWithoutRow
  }
}

/// What the exposure log and the facts show beside the units that they became.
package struct ExposureSummary: Sendable, Equatable {
  package let facts: [EventLedger]
  /// Units seen in several variants, by the variant that they saw first.
  package let crossed: [Int]
  /// Microseconds since 1970 in UTC: the first exposure that counts and the last one.
  package let firstExposure: Int64?
  package let lastExposure: Int64?
  /// The earliest and the latest time of all exposures, those that do not count as well.
  package let seen: ClosedRange<Int64>?
  /// The latest time of any file.
  package let latest: Int64?
  /// The end of the data, up to which windows must be over: `end` of the spec, or the latest time of any file.
  package let cut: Int64?
  /// The caps that are quantiles of events' values, by the terms that they cut.
  package var caps: [FactTerm: Double] = [:]

  package init(
    facts: [EventLedger], crossed: [Int], firstExposure: Int64?, lastExposure: Int64?,
    seen: ClosedRange<Int64>? = nil, latest: Int64?, cut: Int64?
  ) {
    self.facts = facts
    self.crossed = crossed
    self.firstExposure = firstExposure
    self.lastExposure = lastExposure
    self.seen = seen
    self.latest = latest
    self.cut = cut
  }
}
