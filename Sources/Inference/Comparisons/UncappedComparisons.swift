internal import Planning
internal import Statistics

/// The comparisons of capped metrics once more, with the values as they are: a cap must not decide unseen.
///
/// - Note: Methods/caps, "Three differences".
struct UncappedComparisons {
  private let plan: AnalysisPlan
  /// By the position among the comparisons of all units.
  private let drafts: [Int: ComparisonDraft]

  /// - Parameter overall: the comparisons of all units.
  init(_ plan: AnalysisPlan, _ summary: ExperimentSummary, _ overall: [ComparisonDraft], at look: Look) {
    self.plan = plan
    let raw = plan.metrics.indices.filter { plan.metrics[$0].hasCap && plan.metrics[$0].cap != nil }.flatMap { index in
      ComparisonSource(
        plan: plan, metric: plan.metrics[index], moments: MetricTable(plan, index, summary.groups).moments(.raw),
        cells: [], seen: SeenValues(plan.metrics[index], summary), rows: nil, look: look, segment: nil
      ).drafts
    }
    drafts = raw.byPosition(in: overall)
  }

  /// What the values as they are say of a comparison, where the capped ones say something else; nil elsewhere.
  func differing(_ index: Int, _ capped: ComparisonDraft) -> Answer? {
    guard let raw = drafts[index], raw.direction != capped.direction else { return nil }
    return AnswerBuilder(
      plan: plan, draft: raw, correction: nil, familySize: 1, harm: nil, byDay: nil, uncapped: nil, refusal: nil
    ).result().leading
  }
}

extension ComparisonDraft {
  /// The sign of a difference that is significant by itself; 0 where none is.
  fileprivate var direction: Int {
    guard let test = tests.first, let p = pValue, p < test.alpha, let change = statistic else { return 0 }
    return change > 0 ? 1 : -1
  }
}
