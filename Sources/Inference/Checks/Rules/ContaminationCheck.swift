internal import Diagnostics
package import Planning
internal import Specification

/// Were units seen in several variants? They are excluded from all; many of them mean that assignment is broken.
///
/// - Note: `methods.md` 9.2. Whether the crossings are symmetric cannot be told without an exposure time.
package struct ContaminationCheck: DataCheckRule {
  package static let name = "units in several variants"
  /// Share of the units from which the experiment is not trusted.
  package static let limit = 0.01

  package static func run(_ plan: AnalysisPlan, _ summary: ExperimentSummary) -> [DataCheck] {
    (plan.source.unit == nil ? [] : [check("unit", summary, .severalVariants, isCounted: plan.source.cluster == nil)])
      + (plan.source.cluster == nil ? [] : [check("cluster", summary, .clusterInVariants, isCounted: true)])
  }

  /// - Parameter isCounted: whether the summary counts these units; otherwise their rows tell how many crossed.
  private static func check(
    _ noun: String, _ summary: ExperimentSummary, _ reason: ExposureLedger.Reason, isCounted: Bool
  ) -> DataCheck {
    let name = "\(noun)s in several variants"
    guard let drop = summary.exposure[reason] else {
      return DataCheck(name, .passed, "no \(noun) was seen in more than one variant")
    }
    let all = (summary.exposure.units ?? []).reduce(0, +) + drop.units
    let counts = [(name: "\(noun)s", count: drop.units), (name: "rows", count: drop.rows)]
    let examples = drop.examples.map { quoted($0) }.joined(separator: ", ")
    let isBroken =
      isCounted
      ? Double(drop.units) >= limit * Double(all) : Double(drop.rows) >= limit * Double(summary.exposure.rowsRead)
    let who = isCounted ? "\(drop.units) of \(all) \(noun)s" : "\(drop.units) \(noun)\(drop.units == 1 ? "" : "s")"
    let finding =
      "\(who) \(drop.units == 1 ? "was" : "were") seen in several variants (\(examples)) and \(drop.units == 1 ? "is" : "are") excluded from all"
      + (isBroken ? ": 1 % or more, so assignment is broken" : "")
    return DataCheck(name, isBroken ? .failed : .warning, finding, counts: counts)
  }
}
