internal import Planning
internal import Statistics
internal import SummarySQL

/// The comparisons of primary metrics and guardrails once more, from estimates that are stratified by the day of exposure: a split that
/// changed from day to day makes an effect of the days' own differences in all units together, and none within the days.
///
/// - Note: Methods/decision, "Days".
struct DailyComparisons {
  /// Units of each variant that a stratum must have; days in a row stand together until they have them.
  static let fewestUnits = 20

  private let plan: AnalysisPlan?
  /// By the position among the comparisons of all units.
  private let drafts: [Int: ComparisonDraft]

  /// - Parameter overall: the comparisons of all units.
  init(_ plan: AnalysisPlan, _ summary: ExperimentSummary, _ overall: [ComparisonDraft], at look: Look) {
    let byDay = plan.byDay
    self.plan = byDay
    guard let byDay, let days = summary.days else {
      drafts = [:]
      return
    }
    let arms = byDay.variants.indices.map { $0 }
    func made(_ groups: [SummaryGroup], _ kept: Set<Int>) -> [ComparisonDraft] {
      byDay.metrics.enumerated().flatMap { index, metric in
        ComparisonSource(
          plan: byDay, metric: metric, moments: MetricTable(byDay, index, groups).moments.emptying(armsBut: kept),
          cells: [], seen: SeenValues(metric, summary), rows: nil, look: look, segment: nil
        ).drafts
      }
    }
    // Where a day lacks a variant, each comparison has days of its own.
    let found =
      days.isComplete
      ? days.periods(of: arms, ofAtLeast: Self.fewestUnits).map { made($0, Set(arms)) } ?? []
      : byDay.comparisons.flatMap { comparison -> [ComparisonDraft] in
        let own = comparison.contrast.arms.sorted()
        guard let groups = days.periods(of: own, ofAtLeast: Self.fewestUnits) else { return [] }
        return made(groups, Set(own)).filter { $0.comparison == comparison }
      }
    drafts = found.byPosition(in: overall)
  }

  /// What the comparisons by day answer, by the position of a draft, corrected for the same families.
  func results(_ families: [Family], _ all: [ComparisonDraft], _ sample: RowSample) -> [Int: ComparisonResult] {
    guard let plan, !drafts.isEmpty else { return [:] }
    let replaced = all.indices.map { drafts[$0] ?? all[$0] }
    let corrections = FamilyCorrection.all(plan, families, replaced, sample)
    let harms = HarmFamily.harms(plan, replaced)
    return drafts.reduce(into: [:]) { results, entry in
      results[entry.key] = AnswerBuilder(
        plan: plan, draft: entry.value, correction: corrections[entry.key], familySize: 1, harm: harms[entry.key],
        byDay: nil, uncapped: nil, refusal: nil
      ).result()
    }
  }
}
