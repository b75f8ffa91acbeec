internal import Planning
internal import Statistics

/// The harm that a test would have found with a probability of 80 %.
struct Detection {
  let size: Quantity
  /// Relative to the control's value, in which metrics of any unit can be compared; the larger, the less was seen.
  let share: Double

  /// nil where there is no standard error.
  init?(_ metric: PlannedMetric, _ result: ComparisonResult) {
    guard let harm = result.harm else { return nil }
    let answer = MetricEffect(metric: metric, result: result).answer
    guard let error = answer.standardError, error > 0 else { return nil }
    let shift = detectableShift(standardError: error, alpha: harm.alpha / Double(max(1, harm.familySize)))
    size = answer.shownSize(shift)
    share = answer.estimand == .relative ? shift : shift / abs(answer.control.value ?? 0)
  }
}
