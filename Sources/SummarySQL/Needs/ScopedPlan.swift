package import Planning

/// The plan for the units of a scope, with the caps that are known by then.
package struct ScopedPlan: Need {
  let scope: Scope

  package init(_ scope: Scope = .all) { self.scope = scope }

  package func prerequisites(_ known: Answers) -> [any Need] {
    switch scope {
    case .all: [Caps()]
    case .pairs: [ScopedPlan(), PairColumn()]
    case .segment: [ScopedPlan(), GroupMoments()]
    case .untriggered, .days: [ScopedPlan()]
    }
  }

  package func step(_ known: Answers, in dialect: any SQLDialect) -> Step<AnalysisPlan> { .done(plan(known)) }

  package func answer(in table: MemoryTable, _ known: Answers) -> AnalysisPlan { plan(known) }

  private func plan(_ known: Answers) -> AnalysisPlan {
    switch scope {
    case .all: known.plan.capped(at: known[Caps()])
    case .segment(let segment): known[ScopedPlan()].within(segment, known[GroupMoments()])
    case .untriggered: known[ScopedPlan()]
    case .days: known[ScopedPlan()].ofDays
    case .pairs: known[ScopedPlan()].ofPairs(known[PairColumn()])
    }
  }
}

extension AnalysisPlan {
  /// - Precondition: days are compared.
  fileprivate var ofDays: AnalysisPlan {
    guard let plan = byDay else { preconditionFailure("days are not compared") }
    return plan
  }

  /// - Precondition: a column pairs the rows.
  fileprivate func ofPairs(_ column: String?) -> AnalysisPlan {
    guard let column else { preconditionFailure("nothing pairs the rows") }
    return paired(by: column)
  }
}
