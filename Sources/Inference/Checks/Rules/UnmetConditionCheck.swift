internal import Diagnostics
package import Planning
internal import Terms

/// Conditions that no event met, where a person says that there were none.
package struct UnmetConditionCheck: DataCheckRule {
  package static let name = "conditions"

  package static func run(_ plan: AnalysisPlan, _ summary: ExperimentSummary) -> [DataCheck] {
    summary.unmet.filter { $0.owner != .data }.map { DataCheck(name, .failed, "\($0.sentence)", gate: .empty) }
  }
}
