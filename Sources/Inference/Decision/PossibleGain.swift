internal import Planning
internal import Statistics
internal import Terms

/// What the two-sided intervals of a comparison leave possible on the good side.
///
/// They are not corrected for other metrics: a false "no gain" must miss the interval of the very metric that gains.
struct PossibleGain {
  private let metric: PlannedMetric
  private let result: ComparisonResult
  /// −1 where less is better.
  private let sign: Double

  init(_ metric: PlannedMetric, _ result: ComparisonResult) {
    (self.metric, self.result) = (metric, result)
    sign = metric.direction == .decrease ? -1 : 1
  }

  /// Whether all that would answer the metric's question with yes is excluded.
  var areExcluded: Bool {
    switch metric.primaryQuestion {
    case .superiority: metric.worthwhileEffect.map(areBelow) ?? areNone
    case .minimumEffect, .margin, .equivalence: result.isRuledOut
    }
  }

  /// Whether every gain is excluded.
  private var areNone: Bool {
    guard let other = result.outsider else { return best(result.leading).map { $0 < 0 } ?? false }
    // A test without an interval says by its p-value alone on which side of nothing the effect lies.
    guard let p = other.pValue, let change = result.leading.estimate ?? other.statistic else { return false }
    return p < other.test.alpha && other.test.alternative == .twoSided && sign * change < 0
  }

  /// Whether every gain of this size is excluded.
  func areBelow(_ effect: Amount) -> Bool {
    result[effect.estimand].flatMap(best).map { $0 < effect.size } ?? false
  }

  /// The end of the interval on the good side, as a gain.
  private func best(_ answer: Answer) -> Double? {
    guard answer.test.alternative == .twoSided, let interval = answer.interval else { return nil }
    return sign < 0 ? -interval.lower : interval.upper
  }
}
