internal import Diagnostics
package import Planning
internal import Terms

/// Were events loaded twice? Without an identifier each row counts.
package struct RepeatedEventsCheck: DataCheckRule {
  package static let name = "repeated events"

  package static func run(_ plan: AnalysisPlan, _ summary: ExperimentSummary) -> [DataCheck] {
    summary.repeatedEvents.map { events in
      let count = events.rows - events.different
      let what: Phrase = events.fact.map { "rows of the fact \($0)" } ?? "rows of events"
      return DataCheck(
        name, .warning,
        "\(.count(count)) of \(.count(events.rows)) \(what) \(count == 1 ? "is" : "are") the same as another row in every column, and each counts: "
          + (events.fact == nil
            ? "remove them if the log was loaded twice"
            : "name the column that identifies an event with \(quoted("id")), or remove them if the log was loaded twice"),
        counts: [(name: "rows", count: events.rows), (name: "repeats", count: count)])
    }
  }
}
