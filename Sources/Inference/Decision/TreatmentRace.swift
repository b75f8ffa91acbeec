internal import Planning
internal import Statistics

/// Treatments that could all be shipped, compared with each other on the first primary metric.
struct TreatmentRace {
  /// Positions among the treatments.
  let leader: Int
  /// The one with the next largest estimate of those that it is set against: of the list, or of all.
  let next: Int
  /// Whether the leader beats every other.
  let isSeparated: Bool
  /// The leader, and those that may be as good.
  let list: [Int]
  let title: String
  /// The leader against the next.
  let lead: Phrase

  /// nil where there is no metric, or no comparison of two treatments.
  init?(_ plan: AnalysisPlan, _ evidence: [DecisionEvidence], _ candidates: [Int], _ drafts: [ComparisonDraft]) {
    guard let metric = evidence[candidates[0]].primaries.first?.metric,
      let draft = drafts.first(where: { $0.metric.name == metric.name }), let variants = draft.variants
    else { return nil }
    let sign: Double = metric.direction == .decrease ? -1 : 1
    let arms = evidence.map { $0.comparison.contrast.pair?.variant }
    var values: [(index: Int, arm: Int, value: Double)] = []
    for index in candidates {
      guard let arm = arms[index],
        let value = try? variants.estimate(evidence[index].comparison.contrast).variant.get().value
      else { return nil }
      values.append((index, arm, sign * value))
    }
    // Of equal estimates the first of the spec.
    let sorted = values.sorted { ($1.value, $0.index) < ($0.value, $1.index) }
    let first = sorted[0]
    let look = draft.look
    let rivals = sorted.dropFirst().map { rival in
      (index: rival.index, estimate: variants.estimate(Contrast(control: rival.arm, variant: first.arm)))
    }
    let isBeaten = rivals.map { rival in
      Result { () throws(NotEstimable) in
        try rival.estimate.test(
          .noDifference, alternative: .twoSided, try look.boundary(.twoSided, error: plan.errors.alpha)
        ).pValue
      }
    }.map { ((try? $0.get()) ?? 1) < plan.errors.alpha }
    (leader, title) = (first.index, metric.shownTitle)
    isSeparated = isBeaten.allSatisfy(\.self)
    // One-sided, and shared by the rivals whatever their correlation: not shorter than Dunnett's list. Whom the leader does not beat
    // is on it, too.
    let error = plan.errors.alpha / Double(rivals.count)
    let open = zip(rivals, isBeaten).filter { rival, isBeaten in
      guard isBeaten else { return true }
      let limit = Result { () throws(NotEstimable) in
        try rival.estimate.interval(
          on: .absolute, alternative: sign > 0 ? .greater : .less,
          try look.boundary(sign > 0 ? .greater : .less, error: error))
      }
      guard let interval = try? limit.get() else { return true }
      return sign > 0 ? interval.lower <= 0 : interval.upper >= 0
    }.map(\.0)
    list = [first.index] + open.map(\.index)
    let nearest = isSeparated ? rivals[0] : open.first ?? rivals[0]
    next = nearest.index
    lead = Self.lead(nearest.estimate, metric, plan, look)
  }

  /// `2.1 % (95 % CI +0.3 % to +3.9 %)`, of the leader against the next.
  private static func lead(
    _ estimate: Estimate, _ metric: PlannedMetric, _ plan: AnalysisPlan, _ look: Look
  ) -> Phrase {
    let scale = metric.estimands.first { $0 == .relative } ?? metric.estimands[0]
    let interval = Result { () throws(NotEstimable) in
      try estimate.interval(on: scale, alternative: .twoSided, try look.boundary(.twoSided, error: plan.errors.alpha))
    }
    let value = try? estimate.value(on: scale)
    guard let value, let interval = try? interval.get() else { return "an amount without an interval" }
    let unit = NumberUnit.comparison(on: scale, isProbability: metric.isProbability)
    let numbers = NumberScale(unit, resolution: estimate.standardError(on: scale))
    return "\(.number(value, numbers)) (\(.level(1 - plan.errors.alpha)) CI \(.interval(interval, numbers)))"
  }
}
