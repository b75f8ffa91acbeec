import LayerSupport
import Planning
import Statistics
import SummarySQL
import TestSupport

@testable import Inference

extension SmallSpec {
  /// Of rows in memory.
  func analysis(_ arms: [[String: [Double]]], strata: [String] = [""]) async throws -> ExperimentAnalysis {
    try await plan().analysis(arms, strata: strata)
  }
}

extension AnalysisPlan {
  /// Every metric on every comparison, of rows in memory.
  func drafts(_ arms: [[String: [Double]]], strata: [String] = [""]) async throws -> [ComparisonDraft] {
    let answers = try await answers(arms, strata: strata)
    let (plan, summary, sample) = (answers[ScopedPlan()], answers.summary(), answers[AnalysisRows()])
    return plan.metrics.indices.flatMap { index in
      let metric = plan.metrics[index]
      return ComparisonSource(
        plan: plan, metric: metric, moments: MetricTable(plan, index, summary.groups).moments,
        cells: summary.cells[index], seen: SeenValues(metric, summary),
        rows: MetricRows(
          plan: plan, index: index, groups: summary.groups, rows: sample.kept[index],
          bootstrap: sample.bootstraps[index]),
        look: Look(plan.design, at: .complete), segment: nil
      ).drafts
    }
  }

  /// What the comparisons come to, with the correction of their families.
  func results(_ drafts: [ComparisonDraft], refusal: NotEstimable? = nil) -> [ComparisonResult] {
    let families = Family.all(self, drafts)
    let corrections = FamilyCorrection.all(self, families, drafts, .none)
    let harms = HarmFamily.harms(self, drafts)
    return drafts.indices.map { index in
      AnswerBuilder(
        plan: self, draft: drafts[index], correction: corrections[index],
        familySize: families.first { $0.members.contains(index) }?.members.count ?? 1, harm: harms[index], byDay: nil,
        uncapped: nil,
        refusal: refusal
      ).result()
    }
  }
}

extension ExperimentAnalysis {
  func row(
    _ metric: String, _ estimand: Estimand = .absolute, variant: String = "new", hypothesis: Hypothesis = .superiority
  ) -> ResultRow? {
    rows.first {
      $0.metric == metric && $0.estimand == estimand && $0.variant == variant && $0.hypothesis == hypothesis
        && !$0.isCompanion
    }
  }

  func finding<F: Finding>(_ type: F.Type) -> F? { findings.compactMap { $0 as? F }.first }
}

extension Record {
  /// The value under names, one in the other; a list gives its first element.
  subscript(_ names: String...) -> Record? {
    names.reduce(self as Record?) { record, name in
      let whole: Record? = if case .list(let items)? = record { items.first } else { record }
      guard case .members(let members)? = whole else { return nil }
      return members.first { $0.name == name }?.value
    }
  }

  var number: Double? { if case .number(let number) = self { number } else { nil } }
  var count: Int? { if case .count(let count) = self { count } else { nil } }
  var text: String? { if case .text(let text) = self { text } else { nil } }
}
