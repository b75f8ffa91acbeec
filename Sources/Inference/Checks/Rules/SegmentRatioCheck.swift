internal import Diagnostics
package import Planning
internal import Statistics

/// Did the units of each segment arrive in the declared proportions? Where not, the segment shows where to look.
///
/// - Note: Methods/sample-ratio, "Segments": Benjamini-Hochberg within an attribute.
package struct SegmentRatioCheck: DataCheckRule {
  package static let name = "sample ratio by segment"

  package static func run(_ plan: AnalysisPlan, _ summary: ExperimentSummary) -> [DataCheck] {
    guard summary.exposure.units != nil, !plan.grouping.hasPhases else { return [] }
    return zip(plan.grouping.segments, summary.segments).compactMap { check($0, $1, plan) }
  }

  private static func check(_ attribute: String, _ values: [SegmentSummary], _ plan: AnalysisPlan) -> DataCheck? {
    let weights = plan.variants.map(\.weight)
    let tests = values.map { SampleRatio(observed: $0.units, weights: weights, seed: plan.seed) }
    let adjusted = PValueAdjustment.benjaminiHochberg.adjusted(tests.map { $0?.pValue }, untested: .leftOut)
    let known = adjusted.enumerated().compactMap { index, p in p.map { (index: index, p: $0) } }
    guard let (worst, p) = known.min(by: { $0.p < $1.p }), let test = tests[worst] else { return nil }
    let isMismatch = p < SampleRatio.threshold
    let value = values[worst].value.map { quoted($0) } ?? "no value"
    let counts = zip(plan.variants, values[worst].units).map { (name: $0.name, count: $1) }
    return DataCheck(
      name, isMismatch ? .warning : .passed,
      isMismatch
        ? "the units with \(attribute) \(value) did not arrive in the declared proportions: look for the cause there"
        : "\(attribute): the units of all \(values.count) values arrived in the declared proportions",
      pValue: p, statistic: test.statistic, counts: isMismatch ? counts : [])
  }
}
