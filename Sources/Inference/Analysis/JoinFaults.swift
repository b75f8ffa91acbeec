internal import Diagnostics
internal import Planning
internal import Terms

/// Second tables that do not have one row per unit, or none for any.
struct JoinFaults {
  let plan: AnalysisPlan
  let summary: ExperimentSummary

  func check() throws(DiagnosticList) {
    let found = zip(plan.files.joins, summary.joins).compactMap { join, seen in
      repeated(join, seen) ?? foreign(join, seen)
    }
    if !found.isEmpty { throw DiagnosticList(found) }
  }

  private func repeated(_ join: JoinedTable, _ seen: JoinedUnits) -> Diagnostic? {
    guard seen.repeated > 0 else { return nil }
    let count = seen.repeated
    return Diagnostic(
      code: .repeatedUnits, at: join.unitPlace,
      "\(name(join)) has several rows, with different values, for \(count == 1 ? "a unit" : "\(count) units"): \(examples(seen.repeatedExamples, of: count))",
      remedy: "keep one row per unit, or take only columns that are the same in all rows of a unit")
  }

  private func foreign(_ join: JoinedTable, _ seen: JoinedUnits) -> Diagnostic? {
    guard seen.units > 0, seen.unmatched == seen.units else { return nil }
    if seen.known.isEmpty {
      return Diagnostic(
        code: .unmatchedUnits, at: join.unitPlace, "\(name(join)) has no rows with a unit",
        remedy: "name a table with a row per unit, or leave it out of \"join\"")
    }
    let own = listed(seen.unmatchedExamples.map { quoted(shortened($0)) })
    let theirs = listed(seen.known.map { quoted(shortened($0)) })
    return Diagnostic(
      code: .unmatchedUnits, at: join.unitPlace,
      "no unit of the data has a row in \(name(join)): units are \(own) here and \(theirs) there",
      remedy:
        "write both the same way, or name the column of \(name(join)) that has the values of \(quoted(plan.files.unit ?? ""))"
    )
  }

  private func name(_ join: JoinedTable) -> String { shortened(join.name) }

  private func examples(_ texts: [String], of count: Int) -> String {
    listed(texts.map { quoted(shortened($0)) }) + (count > texts.count ? " and others" : "")
  }
}
