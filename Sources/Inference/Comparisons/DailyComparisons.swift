internal import Planning
internal import Statistics
internal import SummarySQL

/// The comparisons of primary metrics once more, from estimates that are stratified by the day of exposure: a split that changed
/// from day to day makes an effect of the days' own differences in all units together, and none within the days.
///
/// - Note: Methods/decision, "Days".
struct DailyComparisons {
  /// Units of a variant that a day must have to stand alone; else weeks take the place of days.
  static let fewestUnits = 20

  private let plan: AnalysisPlan?
  /// By the position among the comparisons of all units.
  private let drafts: [Int: ComparisonDraft]

  /// - Parameter overall: the comparisons of all units.
  init(_ plan: AnalysisPlan, _ summary: ExperimentSummary, _ overall: [ComparisonDraft], at look: Look) {
    let byDay = plan.byDay
    self.plan = byDay
    guard let byDay, let groups = summary.days?.periods(ofAtLeast: Self.fewestUnits) else {
      drafts = [:]
      return
    }
    let found = byDay.metrics.enumerated().flatMap { index, metric in
      ComparisonSource(
        plan: byDay, metric: metric, moments: MetricTable(byDay, index, groups).moments, cells: [],
        seen: SeenValues(metric, summary), rows: nil, look: look, segment: nil
      ).drafts
    }
    drafts = found.byPosition(in: overall)
  }

  /// What the comparisons by day answer, by the position of a draft, corrected for the same families.
  func results(_ families: [Family], _ all: [ComparisonDraft], _ sample: RowSample) -> [Int: ComparisonResult] {
    guard let plan, !drafts.isEmpty else { return [:] }
    let replaced = all.indices.map { drafts[$0] ?? all[$0] }
    let corrections = FamilyCorrection.all(plan, families, replaced, sample)
    return drafts.reduce(into: [:]) { results, entry in
      results[entry.key] = AnswerBuilder(
        plan: plan, draft: entry.value, correction: corrections[entry.key], familySize: 1, harm: nil, byDay: nil,
        uncapped: nil, refusal: nil
      ).result()
    }
  }
}
