internal import Diagnostics
package import Planning
internal import Terms

/// Conditions that no event met, where a person says that there were none.
package struct UnmetConditionCheck: DataCheckRule {
  package static let name = "conditions"

  package static func run(_ plan: AnalysisPlan, _ summary: ExperimentSummary) -> [DataCheck] {
    summary.unmet.compactMap { unmet in
      unmet.metric.map { metric in
        DataCheck(
          name, .failed,
          "no \(unmet.what) meets the condition of \(metric), \(unmet.condition.value): \(unmet.seen)",
          gate: .empty)
      }
    }
  }
}
