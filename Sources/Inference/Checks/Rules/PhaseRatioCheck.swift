internal import Diagnostics
package import Planning
internal import Statistics
internal import Terms

/// Did the units of each phase of a ramp arrive in the proportions of that phase?
package struct PhaseRatioCheck: DataCheckRule {
  package static let name = "sample ratio by phase"

  package static func run(_ plan: AnalysisPlan, _ summary: ExperimentSummary) -> [DataCheck] {
    guard plan.grouping.hasPhases, plan.header.isRandomized else { return [] }
    let phases = plan.phases
    let observed = phases.indices.map { units(in: "\($0 + 1)", plan, summary) }
    let seed = plan.seed
    guard let test = PhasedRatio(observed: observed, weights: phases, seed: seed) else {
      return [DataCheck(name, .failed, "no unit belongs to any variant in any phase", gate: .ratio)]
    }
    let isMismatch = test.pValue < plan.errors.quality
    let worst = test.phases.indices.min { (test.phases[$0]?.pValue ?? 1) < (test.phases[$1]?.pValue ?? 1) } ?? 0
    let counts = zip(plan.variants, observed[worst]).map { (name: $0.name, count: $1) }
    let finding: Phrase =
      isMismatch
      ? "units did not arrive in the proportions of their phases, least of all in phase \(worst + 1): assignment or logging "
        + "is broken"
      : "the units of all \(phases.count) phases arrived in the proportions of their phase"
    return [
      DataCheck(
        name, isMismatch ? .failed : .passed, finding, pValue: test.pValue,
        counts: isMismatch ? counts : [], gate: .ratio)
    ]
  }

  private static func units(in phase: String, _ plan: AnalysisPlan, _ summary: ExperimentSummary) -> [Int] {
    plan.variants.indices.map { variant in
      summary.groups.reduce(0) { $0 + ($1.keys.first == phase ? $1.units[variant] : 0) }
    }
  }
}
