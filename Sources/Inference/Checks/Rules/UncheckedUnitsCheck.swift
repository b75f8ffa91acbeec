internal import Diagnostics
package import Planning
internal import Terms

/// Without a unit column repeats cannot be found, and the report says so.
package struct UncheckedUnitsCheck: DataCheckRule {
  package static let name = "repeated units"

  /// What keeps rows that lack a key.
  private static func filling(_ column: String?) -> String {
    column.map { ": fill \(quoted($0)) in the data to keep them" } ?? ""
  }

  package static func run(_ plan: AnalysisPlan, _ summary: ExperimentSummary) -> [DataCheck] {
    if plan.source.rows == .aggregates { return [] }
    let blankCluster = summary.exposure[.blankCluster]
    let withoutCluster = blankCluster.map { drop -> Phrase in
      "dropped \(rows(drop.rows)) without a cluster\(summary.shown(.blankCluster))\(Self.filling(plan.source.cluster))"
    }
    guard plan.source.unit != nil else {
      let unchecked: Phrase =
        "the spec does not name a unit column: each row counts as a unit, and repeats were not checked"
      return [DataCheck(name, .warning, [unchecked, withoutCluster].compactMap(\.self).joined(separator: "; "))]
    }
    var parts: [Phrase] = []
    var counts: [(name: String, count: Int)] = []
    if let repeated = summary.exposure[.repeated] {
      parts.append("collapsed \(.count(repeated.rows)) identical repeat\(repeated.rows == 1 ? "" : "s")")
      counts.append(("repeats", repeated.rows))
    }
    if let blank = summary.exposure[.blankUnit] {
      parts.append(
        "dropped \(rows(blank.rows)) without a unit\(summary.shown(.blankUnit))\(Self.filling(plan.source.unit))")
      counts.append(("blank", blank.rows))
    }
    if let blankCluster, let withoutCluster {
      parts.append(withoutCluster)
      counts.append(("blank clusters", blankCluster.rows))
    }
    guard !parts.isEmpty else {
      guard plan.source.rows == .units else { return [] }
      let later = summary.exposure[.laterExposure]?.rows ?? 0
      return [
        DataCheck(
          name, .passed,
          later == 0
            ? "every row is a unit of its own"
            : "each unit counts once, with its first exposure; \(.count(later)) later \(later == 1 ? "exposure does" : "exposures do") not count"
        )
      ]
    }
    let isWhole = summary.exposure[.blankUnit] == nil && blankCluster == nil
    return [DataCheck(name, isWhole ? .passed : .warning, parts.joined(separator: "; "), counts: counts)]
  }
}
