package import Planning

/// A check of the data: what it needs is in the plan and the summary.
package protocol DataCheckRule: Sendable {
  static var name: String { get }

  static func run(_ plan: AnalysisPlan, _ summary: ExperimentSummary) -> [DataCheck]
}
