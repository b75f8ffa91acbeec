import Diagnostics
internal import Terms

extension SpecConsistency {
  /// Rows of aggregates take metrics of counts and sums, and others take those of units.
  func checkAggregates() {
    for metric in metrics {
      let (name, form) = (quoted(metric.name.value), metric.metric.aggregateForm)
      guard data.rows == .aggregates else {
        guard metric.metric.needsAggregates else { continue }
        faults.error(
          .unsuitableRows, at: metric.name.place,
          "the metric \(name) needs \(form == .counts ? "counts" : "sums") of many units, but the rows are \(data.rows.rawValue)",
          remedy: "name its \"column\", or write \"rows\": \"aggregates\"")
        continue
      }
      // Facts are refused as a whole.
      if metric.metric.terms.contains(where: { !$0.facts.isEmpty }) { continue }
      guard let form else {
        faults.error(
          .unsuitableRows, at: metric.name.place,
          "the metric \(name) needs a value per unit, but the rows are aggregates",
          remedy:
            "use a proportion with \"successes\" and \"trials\", a mean with \"sum\", or a ratio of two columns")
        continue
      }
      if metric.metric.needsAggregates, form != .counts, data.units == nil {
        faults.error(
          .missingKey, at: data.place, "the metric \(name) is a mean of sums, but \"data\" has no key \"units\"",
          remedy: "add \"units\": the column with the number of units of a row")
      }
      if form == .totals, data.trialsAreUnits {
        faults.error(
          .unsuitableRows, at: metric.name.place,
          "the metric \(name) has sums without their squares, so that nothing tells how single units scatter",
          remedy: "add \"sum_squares\" to a mean, or leave \"trials\" out: then days, or what \"pair\" names, tell it")
      }
      if let cap = metric.cap, form != .counts {
        faults.error(
          .unsuitableCap, at: cap.place, "the values of single units are not known, so that none can be capped",
          remedy: "leave \"cap\" out")
      }
    }
  }
}
