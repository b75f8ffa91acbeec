internal import Diagnostics
package import Planning
internal import Terms

/// Units, or rows of aggregates, that a second table does not know: what is taken from it is missing for them.
package struct JoinedUnitsCheck: DataCheckRule {
  package static let name = "second tables"

  /// The share of units without a row that is worth a warning.
  private static let tolerable = 0.01

  package static func run(_ plan: AnalysisPlan, _ summary: ExperimentSummary) -> [DataCheck] {
    zip(plan.files.joins, summary.joins).map { join, seen in
      let source = shortened(join.name)
      let (own, key) = join.isOfUnits ? ("units", "unit") : ("rows", listed(join.keys.map { quoted($0) }))
      let counts = [(name: own, count: seen.units), (name: "without a row", count: seen.unmatched)]
      let rowsWithoutKey: Phrase =
        seen.withoutKey == 0
        ? ""
        : "; \(.count(seen.withoutKey)) row\(seen.withoutKey == 1 ? "" : "s") of \(source) \(seen.withoutKey == 1 ? "has" : "have") no \(key)"
      guard seen.unmatched > 0 else {
        return DataCheck(
          name, .passed, "each of the \(.count(seen.units)) \(own) of the data has a row in \(source)\(rowsWithoutKey)",
          counts: counts)
      }
      let (examples, isAll) = (seen.unmatchedExamples, seen.unmatched <= seen.unmatchedExamples.count)
      return DataCheck(
        name, Double(seen.unmatched) > tolerable * Double(seen.units) ? .warning : .passed,
        "\(.count(seen.unmatched)) of \(.count(seen.units)) \(own) of the data \(seen.unmatched == 1 ? "has" : "have") no row in \(source), "
          + "\(isAll ? "namely" : "such as") \(listed(examples.map { quoted(shortened($0)) })): "
          + "\(listed(join.columns.map { quoted($0) })) \(join.columns.count == 1 ? "is" : "are") missing for \(seen.unmatched == 1 ? "it" : "them")\(rowsWithoutKey)",
        counts: counts)
    }
  }
}
