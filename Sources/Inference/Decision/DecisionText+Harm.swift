internal import Planning
internal import Statistics
internal import Terms

extension DecisionText {
  /// How well the other metrics were looked after.
  var harmTested: Phrase {
    let gained = Set(evidence.primaries.filter(\.state.isGain).map(\.metric.name))
    let others: [(metric: PlannedMetric, result: ComparisonResult)] =
      (evidence.primaries.map { ($0.metric, $0.result) } + evidence.guardrails.map { ($0.metric, $0.result) }
      + evidence.secondaries.map { ($0.metric, $0.result) }).compactMap { metric, result in
        guard let result, !gained.contains(metric.name), let harm = result.harm, harm.pValue != nil, !harm.isFound,
          !harm.dependsOnDays
        else { return nil }
        return (metric, result)
      }
    guard !others.isEmpty else { return "" }
    let worst = others.compactMap { metric, result in
      Detection(metric, result).map { (metric: metric, result: result, detection: $0) }
    }
    .max {
      ($0.detection.isExceeded ? 1 : 0, $0.detection.share) < ($1.detection.isExceeded ? 1 : 0, $1.detection.share)
    }
    let found: Phrase =
      worst.map { metric, result, detection in
        if detection.isExceeded {
          return "; that \(MetricEffect(metric: metric, result: result).phrase) may be chance"
        }
        return metric.direction != .decrease && detection.share >= 1
          ? "; a fall of \(metric.shownTitle) could have gone unseen, however large"
          : "; \(metric.direction == .decrease ? "a rise" : "a fall") of \(detection.size) or more would have been found in \(metric.shownTitle)"
      } ?? ""
    return
      ". No harm was found in \(others.count)\(gained.isEmpty ? "" : " other") metric\(others.count == 1 ? "" : "s")\(found)"
  }
}
