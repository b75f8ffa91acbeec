internal import Diagnostics
internal import Planning
internal import Specification

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
    firstExposure = summary.firstExposure.map(utcText)
    lastExposure = summary.lastExposure.map(utcText)
    cut = summary.cut.map(utcText)
    cutIsStated = exposures.end != nil
    crossed = zip(plan.variants, summary.crossed).map { Exposure.Line(text: $0.name.value, rows: $1) }
      .filter { $0.rows > 0 }
  }
}

/// A moment as RFC 3339 writes it, with as many decimals of a second as it needs.
func utcText(_ microseconds: Int64) -> String {
  let (days, rest) = floorDivision(microseconds, by: 86_400_000_000)
  let (seconds, fraction) = floorDivision(rest, by: 1_000_000)
  func padded(_ number: Int64, _ width: Int) -> String {
    let digits = "\(number)"
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
  let (year, month, day) = civil(days)
  let decimals = padded(fraction, 6).reversed().drop { $0 == "0" }.reversed()
  return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))T\(padded(seconds / 3600, 2)):"
    + "\(padded(seconds / 60 % 60, 2)):\(padded(seconds % 60, 2))" + (decimals.isEmpty ? "" : ".\(String(decimals))")
    + "Z"
}

private func floorDivision(_ number: Int64, by divisor: Int64) -> (quotient: Int64, remainder: Int64) {
  let (quotient, remainder) = number.quotientAndRemainder(dividingBy: divisor)
  return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
}

/// The date of a day counted from 1970-01-01 in the Gregorian calendar; years are taken from March.
private func civil(_ days: Int64) -> (year: Int64, month: Int64, day: Int64) {
  let (era, dayOfEra) = floorDivision(days + 719_468, by: 146_097)
  let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
  let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
  let shifted = (5 * dayOfYear + 2) / 153
  let month = shifted < 10 ? shifted + 3 : shifted - 9
  return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shifted + 2) / 5 + 1)
}
