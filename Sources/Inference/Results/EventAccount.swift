internal import Diagnostics
internal import Planning
internal import Tables
internal import Terms

/// What became of the exposure log and the facts: how far the data reaches, and where every event went.
public struct EventAccount: Sendable, Equatable {
  /// One fact: events read = events counted + events dropped by reason.
  public struct Fact: Sendable, Equatable {
    public let name: String
    public let read: Int
    public let counted: Int
    public let drops: [Exposure.Line]
    /// How units share the fact; nil where events belong to units.
    public let sharing: Sharing?
    /// Counted events whose value cannot be used, by the text of the value.
    public let withoutValue: [Exposure.Line]
  }

  /// What units share under the same keys: each total = what they got + what nobody got.
  public struct Sharing: Sendable, Equatable {
    public struct Total: Sendable, Equatable {
      /// The value, with its condition.
      public let name: String
      public let whole: Double
      public let shared: Double
      public let unshared: [(reason: String, total: Double)]

      public static func == (left: Total, right: Total) -> Bool {
        left.name == right.name && left.whole == right.whole && left.shared == right.shared
          && left.unshared.elementsEqual(right.unshared, by: ==)
      }
    }

    /// `campaign and day of exposure`; empty where all units share.
    public let keys: String
    /// Whether totals belong to one variant; else both get the same per unit, and differ by chance.
    public let isByVariant: Bool
    public let totals: [Total]
    /// Rows below zero.
    public let negative: Int
    public let unitsWithoutKey: Int
    public let unitsWithoutRow: Int
  }

  public let facts: [Fact]
  /// The zone of times without an offset, and of local days; nil where nothing has a time.
  public let timezone: String?
  /// Moments in UTC, as RFC 3339 writes them.
  public let firstExposure: String?
  public let lastExposure: String?
  /// The end of the data: windows must be over by then.
  public let cut: String?
  /// Whether the spec states it.
  public let cutIsStated: Bool
  /// Units seen in several variants, by the variant that they saw first.
  public let crossed: [Exposure.Line]

  init?(_ plan: AnalysisPlan, _ summary: ExposureSummary?) {
    guard let summary, let exposures = plan.exposures else { return nil }
    facts = summary.facts.map { ledger in
      Fact(
        name: ledger.fact, read: ledger.read, counted: ledger.counted,
        drops: ledger.drops.map { Exposure.Line(text: $0.reason.rawValue, rows: $0.events) },
        sharing: ledger.sharing.map { own in
          Sharing(own, exposures.facts.first { $0.name == ledger.fact })
        },
        withoutValue: ledger.withoutValue.map { Exposure.Line(text: $0.value, rows: $0.events) })
    }
    timezone = exposures.time == nil ? nil : exposures.zone
    firstExposure = summary.firstExposure.map(CalendarText.utc(microseconds:))
    lastExposure = summary.lastExposure.map(CalendarText.utc(microseconds:))
    cut = summary.cut.map(CalendarText.utc(microseconds:))
    cutIsStated = exposures.end != nil
    crossed =
      exposures.time == nil
      ? []
      : zip(plan.variants, summary.crossed).map { Exposure.Line(text: $0.name, rows: $1) }.filter { $0.rows > 0 }
  }
}

extension EventAccount.Sharing {
  init(_ sharing: Planning.Sharing, _ fact: PlannedFact?) {
    keys = fact?.join?.words ?? ""
    isByVariant = !(fact?.source.labels.isEmpty ?? true)
    totals = sharing.totals.map { total in
      Total(
        name: total.name, whole: total.whole, shared: total.shared,
        unshared: total.unshared.map { ($0.reason.rawValue, $0.total) })
    }
    (negative, unitsWithoutKey, unitsWithoutRow) = (
      sharing.negative, sharing.unitsWithoutKey, sharing.unitsWithoutRow
    )
  }
}
