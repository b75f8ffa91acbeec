internal import Planning
internal import Statistics

/// The tests for harm that share an error: of primary metrics and guardrails, and of secondary metrics.
///
/// - Note: S. Holm (1979), *Scand. J. Stat.* 6, 65-70. A family of its own keeps improvements of some metrics from loosening
///   the threshold for harm of others, as a false discovery rate over both sides would.
enum HarmFamily: CaseIterable {
  case watched
  case secondary

  private func alpha(_ errors: ErrorRates) -> Double {
    switch self {
    case .watched: errors.deterioration
    case .secondary: errors.secondaryHarm
    }
  }

  private func holds(_ role: MetricRole) -> Bool {
    switch self {
    case .watched: role.decides
    case .secondary: role == .secondary
    }
  }

  /// One per draft; nil where no harm is looked for: in segments, along doses, of metrics without a good direction, and
  /// between treatments.
  static func harms(_ plan: AnalysisPlan, _ drafts: [ComparisonDraft]) -> [Harm?] {
    var harms = [Harm?](repeating: nil, count: drafts.count)
    for family in allCases {
      let members = drafts.indices.filter { index in
        let draft = drafts[index]
        return draft.segment == nil && draft.dose == nil && draft.metric.direction != .neutral
          && family.holds(draft.metric.role) && plan.isOfTreatment(draft.comparison)
      }
      let raw = members.map { drafts[$0].harmP }
      for (position, adjusted) in zip(members.indices, PValueAdjustment.holm.adjusted(raw)) {
        harms[members[position]] = Harm(
          pValue: raw[position], adjustedP: adjusted, alpha: family.alpha(plan.errors), familySize: members.count)
      }
    }
    return harms
  }
}

extension AnalysisPlan {
  /// Whether a comparison is one on which a decision is made: a treatment against the control, or averages of variants that the
  /// spec sets against each other.
  func isOfTreatment(_ comparison: Comparison) -> Bool {
    comparison.contrast.pair.map { $0.control == control } ?? comparison.contrast.isOfAverages
  }
}

extension ComparisonDraft {
  /// The p-value on the bad side, of the test that decides whether the sides differ.
  fileprivate var harmP: Double? {
    guard let test = tests.first, test.testsNoDifference, !concludesNothing else { return nil }
    let bad: Alternative = metric.direction == .decrease ? .greater : .less
    let harm = HypothesisTest(
      hypothesis: .superiority, estimand: test.estimand, null: .value(test.estimand.neutralValue, bad),
      alpha: test.alternative == .twoSided ? test.alpha / 2 : test.alpha)
    if let alternative, alternative.decides { return try? alternative.harmP(harm, at: look).get() }
    return pValue(of: harm)
  }
}
