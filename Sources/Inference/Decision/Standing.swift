internal import Planning
internal import Statistics

/// One metric on one treatment, as a decision sees it.
struct Standing<State> {
  let metric: PlannedMetric
  /// nil where the metric does not compare these sides.
  let result: ComparisonResult?
  let state: State
}

extension Standing where State == PrimaryAnswer {
  init(primary metric: PlannedMetric, _ result: ComparisonResult?) {
    (self.metric, self.result) = (metric, result)
    state = result.map { Self.answer(metric, $0) } ?? .unanswered
  }

  private static func answer(_ metric: PlannedMetric, _ result: ComparisonResult) -> PrimaryAnswer {
    let isWorse = result.harm?.isFound ?? false
    switch metric.primaryQuestion {
    case .superiority:
      guard result.deciding?.answersTest ?? false else { return .unanswered }
      if result.isBetter(for: metric.direction) {
        return metric.minimumEffect.map { PossibleGain(metric, result).areBelow($0) } ?? false ? .small : .yes
      }
      if isWorse { return .worse }
    case .minimumEffect:
      guard let question = result.question, question.answersTest else { return isWorse ? .worse : .unanswered }
      // The difference carries the correction for several comparisons.
      if question.isRejected, result.isBetter(for: metric.direction) { return .yes }
      if isWorse { return .worse }
    case .margin, .equivalence:
      guard let question = result.question, question.answersTest else { return isWorse ? .worse : .unanswered }
      if question.isWithinMargin { return isWorse ? .yesWorse : .yes }
      if isWorse { return .worse }
    }
    // By day as well, where days are compared.
    let all = [result] + [result.daily.result].compactMap(\.self)
    return all.allSatisfy { PossibleGain(metric, $0).areExcluded } ? .no : .open
  }
}

extension Standing where State == GuardrailState {
  init(guardrail metric: PlannedMetric, _ result: ComparisonResult?) {
    (self.metric, self.result) = (metric, result)
    state = result.map { Self.state(metric, $0) } ?? .unanswered
  }

  private static func state(_ metric: PlannedMetric, _ result: ComparisonResult) -> GuardrailState {
    let isWorse = result.harm?.isFound ?? false
    guard metric.hasMargin else {
      if isWorse { return .bareWorse }
      return result.deciding?.answersTest ?? false ? .bare : .unanswered
    }
    guard let question = result.question, question.answersTest else { return isWorse ? .worse : .unanswered }
    if question.isWithinMargin { return isWorse ? .passWorse : .pass }
    return isWorse ? .worse : .open
  }
}

extension Standing where State == SecondaryState {
  init(secondary metric: PlannedMetric, _ result: ComparisonResult?) {
    (self.metric, self.result) = (metric, result)
    state =
      result?.harm?.isFound ?? false ? .worse : result?.deciding?.answersTest ?? false ? .quiet : .unanswered
  }
}

extension ComparisonResult {
  /// Whether the sides differ for the better, which is an effect only where a lot drew the units.
  fileprivate func isBetter(for direction: Direction) -> Bool {
    if verdict == .better { return true }
    guard verdict == .different, let change = leading.estimate ?? leading.statistic else { return false }
    return direction == .decrease ? change < 0 : direction == .increase && change > 0
  }
}

extension Answer {
  /// Whether the test of a minimum effect found it.
  fileprivate var isRejected: Bool { verdict == .better || verdict == .different }
}
