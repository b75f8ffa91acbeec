internal import Diagnostics
package import Planning
internal import Statistics
internal import Terms

/// Did the units arrive in the declared proportions?
package struct SampleRatioCheck: DataCheckRule {
  package static let name = "sample ratio"

  package static func run(_ plan: AnalysisPlan, _ summary: ExperimentSummary) -> [DataCheck] {
    // The proportions of a ramp are those of its phases; what nobody assigned has those that are declared, if any.
    guard !plan.grouping.hasPhases, plan.header.isRandomized || areStated(plan) else { return [] }
    guard let observed = summary.exposed else {
      return [
        DataCheck(
          name, .warning,
          "the spec does not name a column with the number of units, so their proportions were not checked")
      ]
    }
    let error = RatioError(plan, summary).each
    let all = check(name, "units", observed, plan, error)
    guard summary.untriggered != nil, let triggered = summary.exposure.units else { return [all] }
    return [all, check("\(name) of triggered units", "triggered units", triggered, plan, error)]
  }

  private static func check(
    _ name: String, _ noun: String, _ observed: [Int], _ plan: AnalysisPlan, _ error: Double
  ) -> DataCheck {
    let counts = zip(plan.variants, observed).map { (name: $0.name, count: $1) }
    let weights = plan.variants.map(\.weight)
    guard let test = SampleRatio(observed: observed, weights: weights, seed: plan.seed) else {
      return DataCheck(name, .failed, "no unit belongs to any variant", counts: counts, gate: .ratio)
    }
    let shares = zip(plan.variants, test.expectedShares).map { variant, share -> Phrase in
      "\(variant.name) \(Share.percent(share))"
    }
    let expected: Phrase = "expected \(shares.joined(separator: ", "))"
    let (isMismatch, isStated) = (test.pValue < error, areStated(plan))
    let visible: Phrase =
      detectableLoss(observed, weights, plan.control, error).map {
        "; a loss of \(.roundShare($0)) or more in one variant would have been seen (80 %)"
      } ?? ""
    let finding: Phrase =
      isMismatch
      ? isStated
        ? "\(noun) did not arrive in the declared proportions (\(expected)): assignment or logging is broken"
        : "\(noun) did not arrive in equal proportions, which are assumed because the spec states no weights (\(expected)): assignment or logging is broken, or the weights are others"
      : isStated
        ? "\(noun) arrived in proportions that do not differ significantly from the declared ones (\(expected))\(visible)"
        : "\(noun) arrived in proportions that do not differ significantly from equal ones, which are assumed because the spec states no weights (\(expected))\(visible)"
    return DataCheck(
      name, isMismatch ? .failed : .passed, finding, pValue: test.pValue, statistic: test.statistic, counts: counts,
      gate: .ratio)
  }

  private static func areStated(_ plan: AnalysisPlan) -> Bool { plan.variants.contains(where: \.statesWeight) }

  /// The smallest share of one variant whose loss the test sees in 80 %, over all pairs of a treatment with the control:
  /// (z_α/2 + z_0.8)·√(1/(nρ(1 − ρ))). nil where even the loss of all of it would not be.
  private static func detectableLoss(_ observed: [Int], _ weights: [Double], _ control: Int, _ error: Double) -> Double?
  {
    let losses = weights.indices.filter { $0 != control && weights[$0] > 0 }.map { variant in
      let share = weights[variant] / (weights[variant] + weights[control])
      let units = Double(observed[variant] + observed[control])
      return detectableShift(standardError: (1 / (units * share * (1 - share))).squareRoot(), alpha: error / 2)
    }
    return losses.max().flatMap { $0 < 1 ? $0 : nil }
  }
}

/// The error of each test of a ratio, which share that of their gate: of all units and, where some are left out, of those that
/// are kept and of their share.
struct RatioError {
  let each: Double

  init(_ plan: AnalysisPlan, _ summary: ExperimentSummary) {
    each = summary.untriggered == nil ? plan.errors.quality : plan.errors.quality / 3
  }
}
