package import Planning
internal import Terms

/// Do many rows belong to no cluster, unit or time? Clusters are compared in number alone, so that units which one variant has lost are not
/// seen there.
package struct ClusteredRowsCheck: DataCheckRule {
  package static let name = "rows of clusters"

  package static func run(_ plan: AnalysisPlan, _ summary: ExperimentSummary) -> [DataCheck] {
    guard plan.files.cluster != nil else { return [] }
    let reasons: [ExposureLedger.Reason] = [.blankUnit, .blankCluster, .blankTime, .unreadableTime]
    let found = reasons.compactMap { reason in summary.exposure[reason].map { (reason, $0.rows) } }
    let dropped = found.reduce(0) { $0 + $1.1 }
    guard Double(dropped) > UnknownVariantCheck.limit * Double(summary.exposure.rowsRead) else { return [] }
    let parts = found.map { reason, count -> Phrase in
      "\(rows(count)) with a \(reason.rawValue)\(summary.shown(reason))"
    }
    return [
      DataCheck(
        name, .failed,
        "dropped \(parts.joined(separator: " and ")): more than 1 % of all rows; fill them in, or leave them out with \("\"where\"") if they are no part of the experiment",
        counts: found.map { (name: $0.0.rawValue, count: $0.1) }, gate: .lost)
    ]
  }
}
