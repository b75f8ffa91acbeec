import Diagnostics

extension SpecConsistency {
  /// A hazard ratio is one number of two whole variants, whose units stand for themselves.
  func checkTimesToEvents() {
    for metric in metrics where metric.metric.timeToEvent?.quantity == .hazardRatio {
      let name = "the metric \(quoted(metric.name.value))"
      if let place = metric.covariates.first?.place ?? metric.earlier.first?.place {
        faults.error(
          .unsuitableCovariate, at: place,
          "\(name) is a hazard ratio, which covariates would turn into another quantity",
          remedy: "leave \"covariates\" out, or write the estimand \"rmst\", which takes them")
      }
      if let cluster = data.cluster {
        faults.error(
          .unsuitableRows, at: metric.name.place,
          "\(name) is a hazard ratio of units, but the clusters \(quoted(cluster.value)) are the rows of analysis",
          remedy: "write the estimand \"rmst\" or \"survival\", which take clusters")
      }
    }
  }
}
