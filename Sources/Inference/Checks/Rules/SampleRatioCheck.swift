internal import Diagnostics
package import Planning
internal import Specification
internal import Statistics

/// Did the units arrive in the declared proportions?
package struct SampleRatioCheck: DataCheckRule {
  package static let name = "sample ratio"

  package static func run(_ plan: AnalysisPlan, _ summary: ExperimentSummary) -> [DataCheck] {
    // The proportions of a ramp are those of its phases.
    guard !plan.grouping.hasPhases else { return [] }
    guard let observed = summary.exposure.units else {
      let remedy = "the spec names no column that counts units, so their proportions were not checked"
      return [DataCheck(name, .warning, remedy)]
    }
    let counts = zip(plan.variants, observed).map { (name: $0.name.value, count: $1) }
    let weights = plan.variants.map(\.weight.value)
    guard let test = SampleRatio(observed: observed, weights: weights, seed: plan.spec.inference.seed) else {
      return [DataCheck(name, .failed, "no unit belongs to any variant", counts: counts)]
    }
    let shares = zip(plan.variants, test.expectedShares).map { "\($0.name.value) \(percent($1))" }
    let expected = "expected \(shares.joined(separator: ", "))"
    let isMismatch = test.pValue < plan.spec.decision.alphaQuality
    let finding =
      isMismatch
      ? "units did not arrive in the declared proportions (\(expected)): assignment or logging is broken"
      : "units arrived in the declared proportions (\(expected))"
    return [
      DataCheck(
        name, isMismatch ? .failed : .passed, finding, pValue: test.pValue, statistic: test.statistic,
        counts: counts)
    ]
  }

  /// A share with at most two decimals, as short as it can be.
  private static func percent(_ share: Double) -> String {
    let hundredths = Int((share * 10_000).rounded())
    let (whole, rest) = hundredths.quotientAndRemainder(dividingBy: 100)
    let digits = rest == 0 ? "" : rest % 10 == 0 ? ".\(rest / 10)" : rest < 10 ? ".0\(rest)" : ".\(rest)"
    return "\(whole)\(digits) %"
  }
}
