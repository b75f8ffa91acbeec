internal import Diagnostics
package import Planning
internal import Statistics
internal import Terms

/// Did as large a share of the units trigger in every variant? Only then are those that triggered comparable.
///
/// - Note: Methods/triggered-analysis, "Checks".
package struct TriggeredShareCheck: DataCheckRule {
  package static let name = "triggered share"

  package static func run(_ plan: AnalysisPlan, _ summary: ExperimentSummary) -> [DataCheck] {
    guard summary.untriggered != nil, let exposed = summary.exposed, let triggered = summary.exposure.units else {
      return []
    }
    let counts = zip(plan.variants, triggered).map { (name: $0.name, count: $1) }
    guard let test = TriggeredShares(triggered: triggered, exposed: exposed) else {
      let isNobody = triggered.allSatisfy { $0 == 0 }
      return [
        DataCheck(
          name, isNobody ? .failed : .passed,
          isNobody ? "no unit triggered: no event of the trigger lies in its window" : "every exposed unit triggered",
          counts: counts, gate: .empty)
      ]
    }
    // Of observed data nobody expects it.
    guard plan.header.isRandomized else { return [] }
    let shares = zip(plan.variants, test.shares).compactMap { variant, share -> Phrase? in
      share.map { "\(variant.name) \(Share.percent($0))" }
    }
    let isMismatch = test.pValue < RatioError(plan, summary).each
    let finding: Phrase =
      isMismatch
      ? "the share of units that triggered differs between variants (\(shares.joined(separator: ", "))): the treatment "
        + "affects which units trigger, so triggered units are not comparable"
      : "the share of exposed units that triggered differs between variants by no more than chance allows (\(shares.joined(separator: ", ")))"
    return [
      DataCheck(
        name, isMismatch ? .failed : .passed, finding, pValue: test.pValue, statistic: test.statistic, counts: counts,
        gate: .ratio)
    ]
  }
}
