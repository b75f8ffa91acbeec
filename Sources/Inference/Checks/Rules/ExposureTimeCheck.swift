internal import Diagnostics
package import Planning
internal import Tables
internal import Terms

/// Can the times of exposure be read, and does the data reach the end that the spec states?
package struct ExposureTimeCheck: DataCheckRule {
  package static let name = "exposure times"

  package static func run(_ plan: AnalysisPlan, _ summary: ExperimentSummary) -> [DataCheck] {
    guard let events = summary.events, let exposures = plan.exposures else { return [] }
    return [readability(summary), lateness(summary), reach(events, exposures)].compactMap(\.self)
  }

  private static func readability(_ summary: ExperimentSummary) -> DataCheck? {
    let found = [ExposureLedger.Reason.blankTime, .unreadableTime].compactMap { summary.exposure[$0] }
    guard !found.isEmpty else { return nil }
    let kinds = found.map { drop -> Phrase in
      "\(.count(drop.rows)) \(drop.reason.rawValue)\(summary.shown(drop.reason))"
    }.joined(separator: ", ")
    return DataCheck(
      name, .warning, "rows of the exposure log without a readable time are dropped: \(kinds)",
      counts: found.map { (name: $0.reason.rawValue, count: $0.rows) })
  }

  /// Units that belong to no phase, for the last one has an end.
  private static func lateness(_ summary: ExperimentSummary) -> DataCheck? {
    guard let late = summary.exposure[.afterPhases] else { return nil }
    return DataCheck(
      name, .warning,
      "\(.count(late.rows)) of the exposures happened after the last phase and are not analyzed: leave its \(quoted("until")) out, or declare another phase",
      counts: [(name: late.reason.rawValue, count: late.rows)])
  }

  /// Windows that are over by a stated end, and not by the data, would lack events.
  private static func reach(_ events: ExposureSummary, _ exposures: PlannedExposures) -> DataCheck? {
    guard exposures.end != nil, let cut = events.cut, let latest = events.latest else { return nil }
    guard latest + TimeSpan.microsecondsOfDay < cut else { return nil }
    return DataCheck(
      name, .warning,
      "the data ends at \(CalendarText.utc(microseconds: latest)), more than a day before the stated end \(CalendarText.utc(microseconds: cut)): if the data was taken then, windows "
        + "that end later lack events; write the time at which the data was taken as \"end\"")
  }
}
