internal import Diagnostics
package import Planning

/// Are counts so round that they were hardly counted?
package struct RoundCountsCheck: DataCheckRule {
  package static let name = "round counts"

  package static func run(_ plan: AnalysisPlan, _ summary: ExperimentSummary) -> [DataCheck] {
    summary.roundCounts.map { round in
      DataCheck(
        name, .warning,
        "all \(.count(round.values)) different counts in \(quoted(round.column)) are multiples of \(.count(round.step)): they look rounded, "
          + "and intervals take them as counted")
    }
  }
}
