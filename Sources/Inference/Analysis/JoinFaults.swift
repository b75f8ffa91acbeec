internal import Diagnostics
internal import Planning
internal import Terms

/// Second tables that do not have one row per unit, or per row of aggregates, or none for any.
struct JoinFaults {
  let plan: AnalysisPlan
  let summary: ExperimentSummary

  func check() throws(DiagnosticList) {
    let found = zip(plan.files.joins, summary.joins).compactMap { join, seen in
      repeated(join, seen) ?? ownRepeated(join, seen) ?? foreign(join, seen)
    }
    if !found.isEmpty { throw DiagnosticList(found) }
  }

  private func repeated(_ join: JoinedTable, _ seen: JoinedUnits) -> Diagnostic? {
    guard seen.repeated > 0 else { return nil }
    let (count, own) = (seen.repeated, join.isOfUnits ? "unit" : "row")
    return Diagnostic(
      code: .repeatedUnits, at: join.keyPlace,
      "\(name(join)) has several rows, with different values, for \(count == 1 ? "a \(own)" : "\(count) \(own)s"): \(examples(seen.repeatedExamples, of: count))",
      remedy: join.isOfUnits
        ? "keep one row per unit, or take only columns that are the same in all rows of a unit"
        : "add the column that tells them apart to \"on\", if both tables have it; or keep one row per \(listed(join.keys.map { quoted($0) }))"
    )
  }

  /// Rows of aggregates that share a row of the second table: its sums would count several times.
  private func ownRepeated(_ join: JoinedTable, _ seen: JoinedUnits) -> Diagnostic? {
    guard seen.ownRepeated > 0 else { return nil }
    return Diagnostic(
      code: .repeatedUnits, at: join.keyPlace,
      "several rows of the data have the same \(listed(join.keys.map { quoted($0) })), so that \(name(join)) would count several times: \(examples(seen.ownRepeatedExamples, of: seen.ownRepeated))",
      remedy: "add the column that tells them apart to \"on\", if both tables have it; or sum the rows up first")
  }

  private func foreign(_ join: JoinedTable, _ seen: JoinedUnits) -> Diagnostic? {
    guard seen.units > 0, seen.unmatched == seen.units else { return nil }
    if seen.known.isEmpty {
      return Diagnostic(
        code: .unmatchedUnits, at: join.keyPlace,
        "\(name(join)) has no rows with \(join.isOfUnits ? "a unit" : listed(join.keys.map { quoted($0) }))",
        remedy:
          "name a table with a row per \(join.isOfUnits ? "unit" : "row of the data"), or leave it out of \"join\"")
    }
    let own = listed(seen.unmatchedExamples.map { quoted(shortened($0)) })
    let theirs = listed(seen.known.map { quoted(shortened($0)) })
    return Diagnostic(
      code: .unmatchedUnits, at: join.keyPlace,
      "no \(join.isOfUnits ? "unit" : "row") of the data has a row in \(name(join)): \(join.isOfUnits ? "units" : listed(join.keys.map { quoted($0) })) are \(own) here and \(theirs) there",
      remedy: join.isOfUnits
        ? "write both the same way, or name the column of \(name(join)) that has the values of \(quoted(plan.files.unit ?? ""))"
        : "write both the same way"
    )
  }

  private func name(_ join: JoinedTable) -> String { shortened(join.name) }

  private func examples(_ texts: [String], of count: Int) -> String {
    listed(texts.map { quoted(shortened($0)) }) + (count > texts.count ? " and others" : "")
  }
}
