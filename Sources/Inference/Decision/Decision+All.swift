internal import Planning
internal import Statistics
internal import Terms

extension Decision {
  /// A decision on each treatment against the control, in the order of the plan; none where all metrics compare doses.
  ///
  /// - Parameter drafts: of the comparisons in all units.
  static func all(
    _ plan: AnalysisPlan, _ results: ExperimentResult, _ checks: [DataCheck], _ risks: DecisionRisks,
    _ drafts: [ComparisonDraft]
  ) -> [Decision] {
    guard plan.metrics.contains(where: { $0.method.comparesVariants }) else { return [] }
    let evidence = plan.comparisons.filter(plan.isOfTreatment).map { DecisionEvidence(plan, $0, results, checks) }
    let choices = TreatmentChoice.all(plan, evidence, drafts)
    return zip(evidence, choices).map { Decision($0, risks, choice: $1) }
  }
}
