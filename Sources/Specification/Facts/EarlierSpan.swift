import Diagnostics
internal import Terms

extension KeyTable {
  /// A covariate that is the metric itself before exposure.
  package static let earlier = KeyTable([
    .required("metric", "\"self\": the metric that is adjusted"),
    .required("before", "the length of the time before exposure, such as \"28d\""),
  ])
}

extension ValueReader {
  /// `{ "metric": "self", "before": "28d" }`: the metric over the events before exposure.
  /// Whether an object asks for an earlier value of the metric, instead of a column that is made.
  var isEarlierSpan: Bool {
    guard case .object = node.value else { return false }
    return !memberNames.contains { ["column", "name", "value", "as"].contains($0) }
  }

  func earlierSpan(of metric: (any Metric)?) -> Positioned<TimeSpan>? {
    guard let object = ObjectReader(node, name, .earlier, faults: faults) else { return nil }
    _ = object.word("metric", Vocabularies.earlierMetric)
    guard let before = object.value("before"), let span = before.timeSpan()
    else { return nil }
    if let metric, metric.terms.contains(where: { $0.fact == nil }) {
      faults.error(
        .unsuitableCovariate, at: place,
        metric.timeToEvent == nil
          ? "the metric has no events before exposure: it is not a metric over facts"
          : "a time to an event has no value before exposure",
        remedy: "name a column that holds the earlier value")
      return nil
    }
    if let metric, let term = metric.terms.compactMap(\.fact).first, term.window.isCalendar, span.value.days == nil {
      faults.error(
        .outOfRange, at: before.place, "\"before\" is not a whole number of days, which \"calendar\" needs",
        remedy: "write days or weeks, such as \"28d\"")
      return nil
    }
    return span
  }
}
