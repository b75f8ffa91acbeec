internal import Diagnostics
package import Planning
internal import Statistics
internal import Terms

/// Are outcomes missing more often in one variant than in the other? Then the kept units are no longer comparable.
///
/// - Note: Methods/data-checks, "Missing outcomes": a score test of the share of units without a usable value.
package struct MissingOutcomeCheck: DataCheckRule {
  package static let name = "missing outcomes"
  package static let threshold = 0.01
  /// Difference between the shares, as a fraction, that is worth a warning however few units there are.
  package static let largestDifference = 0.01

  package static func run(_ plan: AnalysisPlan, _ summary: ExperimentSummary) -> [DataCheck] {
    if plan.source.rows == .aggregates { return [] }
    return plan.metrics.enumerated().compactMap { check($1, summary.cells[$0], plan) }
  }

  private static func check(_ metric: PlannedMetric, _ cells: [MetricCell], _ plan: AnalysisPlan) -> DataCheck? {
    let missing = cells.map { cell in cell.dropped.filter(\.key.isOfOutcome).values.reduce(0, +) }
    let eligible = zip(cells, missing).map { $0.kept + $1 }
    guard missing.contains(where: { $0 > 0 }) else { return nil }
    let counts = zip(plan.variants, missing).map { (name: $0.name, count: $1) }
    var smallest: (p: Double, statistic: Double?)?
    var differs = false
    let control = plan.control
    for one in plan.variants.indices where one != control {
      let zero = control
      guard
        let score = try? ScoreCounts(
          controlSuccesses: missing[zero], controlTrials: eligible[zero], variantSuccesses: missing[one],
          variantTrials: eligible[one])
      else { continue }
      let estimate = Estimate(score)
      // A check has an error of its own, of which no look at an effect spends anything.
      let look = Look(plan.design, at: .complete)
      guard
        let test = try? estimate.test(
          .noDifference, alternative: .twoSided, look.boundary(.twoSided, error: threshold))
      else {
        continue
      }
      if smallest.map({ test.pValue < $0.p }) ?? true { smallest = (test.pValue, test.statistic) }
      differs = differs || test.pValue < threshold || abs(score.p1 - score.p0) > largestDifference
    }
    let kinds = Set(cells.flatMap(\.dropped.keys)).filter(\.isOfOutcome)
    let words = DropReason.allCases.filter(kinds.contains).map(\.rawValue).joined(separator: " or ")
    let total = missing.reduce(0, +)
    // A blank says that nothing is known; any other value that cannot be used says that something is wrong.
    let isOdd = !kinds.subtracting([.missing]).isEmpty
    let isGone = zip(cells, missing).contains { $0.kept == 0 && $1 > 0 }
    let distribution =
      differs
      ? "more often in one variant than in the other" : isGone ? "which leaves none" : "equally often in every variant"
    let finding: Phrase =
      "\(metric.name): \(.count(total)) of \(.count(eligible.reduce(0, +))) units have no usable value (\(words)) and are dropped, \(distribution)"
    return DataCheck(
      name, differs || isGone || isOdd ? .warning : .passed, finding, pValue: smallest?.p,
      statistic: smallest?.statistic,
      counts: counts)
  }
}
