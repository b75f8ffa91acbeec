internal import Diagnostics
internal import Planning
internal import Specification
internal import Tables

/// What became of the exposure log and the facts: how far the data reaches, and where every event went.
public struct EventUse: Sendable, Equatable {
  /// One fact: events read = events counted + events dropped by reason.
  public struct Fact: Sendable, Equatable {
    public let name: String
    public let read: Int
    public let counted: Int
    public let drops: [Exposure.Line]
    /// Counted events whose value cannot be used, by the text of the value.
    public let withoutValue: [Exposure.Line]
  }

  public let facts: [Fact]
  /// The zone of times without an offset, and of local days.
  public let timezone: String
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
        withoutValue: ledger.withoutValue.map { Exposure.Line(text: $0.value, rows: $0.events) })
    }
    timezone = exposures.zone
    firstExposure = summary.firstExposure.map(CalendarText.utc(microseconds:))
    lastExposure = summary.lastExposure.map(CalendarText.utc(microseconds:))
    cut = summary.cut.map(CalendarText.utc(microseconds:))
    cutIsStated = exposures.end != nil
    crossed = zip(plan.variants, summary.crossed).map { Exposure.Line(text: $0.name.value, rows: $1) }
      .filter { $0.rows > 0 }
  }
}
