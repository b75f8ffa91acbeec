internal import Planning
internal import Statistics

/// The harm of a metric that the family of tests for harm would have found in 80 % of such experiments.
struct Detection {
  let size: Quantity
  /// Relative to the control's value, in which metrics of any unit can be compared; the larger, the less was seen.
  let share: Double
  /// Whether the change that was seen is a harm of that size, which the data did not show to be one.
  let isExceeded: Bool

  /// nil where there is no standard error, and where the interval leaves no harm possible.
  init?(_ metric: PlannedMetric, _ result: ComparisonResult) {
    guard let harm = result.harm else { return nil }
    let answer = MetricEffect(metric: metric, result: result).answer
    let bad: Double = metric.direction == .decrease ? 1 : -1
    if let interval = answer.interval, max(bad * interval.lower, bad * interval.upper) < 0 { return nil }
    guard let error = Self.errorWithoutEffect(answer) ?? answer.standardError, error > 0 else { return nil }
    let shift = detectableShift(standardError: error, alpha: harm.alpha / Double(max(1, harm.familySize)))
    size = answer.shownSize(shift)
    share = answer.estimand == .relative ? shift : shift / abs(answer.control.value ?? 0)
    isExceeded = answer.estimate.map { bad * $0 >= shift } ?? false
  }

  /// The standard error of a change if the variant were as the control: that of a variant that fell is smaller than what would find a
  /// fall, and that of one that rose is larger.
  private static func errorWithoutEffect(_ answer: Answer) -> Double? {
    guard answer.estimand != .oddsRatio, let value = answer.control.value, let interval = answer.control.interval,
      answer.control.units > 0, answer.variant.units > 0, interval.lower.isFinite, interval.upper.isFinite
    else { return nil }
    let own = interval.standardError(level: answer.test.level)
    let both = own * (1 + Double(answer.control.units) / Double(answer.variant.units)).squareRoot()
    return answer.estimand == .relative ? (value == 0 ? nil : both / abs(value)) : both
  }
}
