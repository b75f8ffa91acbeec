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
    guard plan.source.unit != nil else { return [] }
    guard let drop = summary.exposure[.severalVariants] else {
      return [DataCheck(name, .passed, "no unit was seen in more than one variant")]
    }
    let all = (summary.exposure.units ?? []).reduce(0, +) + drop.units
    let counts = [(name: "units", count: drop.units), (name: "rows", count: drop.rows)]
    let examples = drop.examples.map { quoted($0) }.joined(separator: ", ")
    let isBroken = Double(drop.units) >= limit * Double(all)
    let finding =
      "\(drop.units) of \(all) units \(drop.units == 1 ? "was" : "were") seen in several variants (\(examples)) and \(drop.units == 1 ? "is" : "are") excluded from all"
      + (isBroken ? ": 1 % or more, so assignment is broken" : "")
    return [DataCheck(name, isBroken ? .failed : .warning, finding, counts: counts)]
  }
}
