package import Planning

/// What queries over the rows of analysis stand on: the plan, and what is known of the rows that it reads.
package struct QueryGround: Sendable {
  package let plan: AnalysisPlan
  /// Whether each row of units is a unit of its own, as `UniqueUnits` proves, so that nothing has to be grouped.
  let rowsAreUnits: Bool
}

extension Answers {
  /// What queries over the units of a scope stand on.
  ///
  /// - Precondition: the plan of the scope and `UniqueUnits` are known.
  func ground(of scope: Scope) -> QueryGround { ground(self[ScopedPlan(scope)]) }

  /// The same for a plan of all units whose caps are not known yet.
  func ground(_ plan: AnalysisPlan) -> QueryGround { QueryGround(plan: plan, rowsAreUnits: self[UniqueUnits()]) }

  /// What a pass over the rows of analysis reads.
  var scan: Scan { .units(groups: plan.source.unit != nil && !self[UniqueUnits()]) }
}
