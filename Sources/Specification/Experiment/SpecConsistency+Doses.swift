import Diagnostics

extension SpecConsistency {
  /// A dose-response metric needs doses, of units or of variants, and rows of units that it can be read from.
  func checkDoses(_ strata: [Positioned<String>]) {
    for metric in metrics {
      guard let response = metric.metric.doseResponse else { continue }
      let name = "the metric \(quoted(metric.name.value))"
      if data.rows == .events {
        faults.error(
          .unsuitableRows, at: metric.name.place, "\(name) needs the dose of each unit, the rows are events",
          remedy: "sum the events to units first, each with its dose")
      }
      if response.model == .trend, let obstacle = trendObstacle(metric, strata) {
        faults.error(
          .unsuitableDose, at: metric.name.place,
          "\(name) has the model \"trend\", whose test is undefined with \(obstacle)",
          remedy: "write \"linear\", which takes them")
      }
      if data.cluster != nil, !metric.covariates.isEmpty || !metric.earlier.isEmpty {
        faults.error(
          .notSupportedYet, at: metric.covariates.first?.place ?? metric.name.place,
          "covariates of a dose-response metric with clusters are not supported yet",
          remedy: "leave \"covariates\" out")
      }
      if response.column == nil, areVariantsKnown { checkVariantDoses(name, response, metric.name.place) }
    }
  }

  private func trendObstacle(_ metric: MetricSpec, _ strata: [Positioned<String>]) -> String? {
    !metric.covariates.isEmpty || !metric.earlier.isEmpty
      ? "covariates"
      : !data.phases.isEmpty
        ? "the phases of a ramp" : !strata.isEmpty ? "strata" : data.cluster != nil ? "clusters" : nil
  }

  private func checkVariantDoses(_ name: String, _ response: DoseResponse, _ place: SourcePlace) {
    let without = variants.filter { $0.dose == nil }
    guard without.isEmpty else {
      faults.error(
        .unsuitableDose, at: place,
        "\(name) has no column \"dose\", and \(listed(without.map { quoted($0.name.value) })) \(without.count == 1 ? "has" : "have") no dose",
        remedy: "name the column with the dose of each unit, or give every variant a \"dose\"")
      return
    }
    let doses = variants.compactMap(\.dose?.value)
    guard let low = doses.min(), let high = doses.max(), low < high else {
      faults.error(
        .unsuitableDose, at: place, "\(name) has no two doses to compare, for all variants have the same",
        remedy: "give the variants different doses")
      return
    }
    guard (low...high).contains(response.from), (low...high).contains(response.to) else {
      faults.error(
        .unsuitableDose, at: response.place,
        "\(name) compares doses beyond those of the variants, which go from \(decimal(low)) to \(decimal(high))",
        remedy: "compare doses between these; what lies beyond was not tried")
      return
    }
    let different = Set(doses).count
    if response.model == .spline, different < 3 {
      faults.error(
        .unsuitableDose, at: place, "\(name) fits a curve to \(different) doses, which only a line goes through",
        remedy: "write \(response.isProbability ? "\"logistic\" or " : "")\"linear\"")
    }
  }
}
