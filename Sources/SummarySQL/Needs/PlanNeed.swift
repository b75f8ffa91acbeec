package import Planning

/// A need that a plan has of itself, and not only because another one depends on it.
package protocol PlanNeed: Need {
  /// What a plan needs of this kind to know the units of a scope.
  static func all(_ plan: AnalysisPlan, of scope: Scope) -> [Self]

  /// Puts what is known into a summary.
  func tell(_ summary: inout ExperimentSummary, _ known: Answers)
}

extension PlanNeed {
  package func tell(_ summary: inout ExperimentSummary, _ known: Answers) {}
}
