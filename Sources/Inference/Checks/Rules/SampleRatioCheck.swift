internal import Diagnostics
package import Planning
internal import Statistics

/// Did the units arrive in the declared proportions?
package struct SampleRatioCheck: DataCheckRule {
  package static let name = "sample ratio"

  package static func run(_ plan: AnalysisPlan, _ summary: ExperimentSummary) -> [DataCheck] {
    // The proportions of a ramp are those of its phases.
    guard !plan.grouping.hasPhases else { return [] }
    guard let observed = summary.exposed else {
      return [
        DataCheck(
          name, .warning,
          "the spec does not name a column with the number of units, so their proportions were not checked")
      ]
    }
    let all = check(name, "units", observed, plan)
    guard summary.untriggered != nil, let triggered = summary.exposure.units else { return [all] }
    return [all, check("\(name) of triggered units", "triggered units", triggered, plan)]
  }

  private static func check(_ name: String, _ noun: String, _ observed: [Int], _ plan: AnalysisPlan) -> DataCheck {
    let counts = zip(plan.variants, observed).map { (name: $0.name, count: $1) }
    let weights = plan.variants.map(\.weight)
    guard let test = SampleRatio(observed: observed, weights: weights, seed: plan.seed) else {
      return DataCheck(name, .failed, "no unit belongs to any variant", counts: counts)
    }
    let shares = zip(plan.variants, test.expectedShares).map { variant, share -> Phrase in
      "\(variant.name) \(Share.percent(share))"
    }
    let expected: Phrase = "expected \(shares.joined(separator: ", "))"
    let isMismatch = test.pValue < plan.errors.quality
    let finding: Phrase =
      isMismatch
      ? "\(noun) did not arrive in the declared proportions (\(expected)): assignment or logging is broken"
      : "\(noun) arrived in the declared proportions (\(expected))"
    return DataCheck(
      name, isMismatch ? .failed : .passed, finding, pValue: test.pValue, statistic: test.statistic, counts: counts)
  }
}
