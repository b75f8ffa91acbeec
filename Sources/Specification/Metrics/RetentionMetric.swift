import Diagnostics
package import Statistics
package import Terms

/// The share of units that came back: with any event of a fact in a window that begins some time after exposure.
///
/// `after: 7d, within: 1d` is day-7 retention, `after: 7d, within: 7d` that of the second week. Units whose window is not
/// over yet are no part of it (Methods/retention, "Complete windows"): that depends on the time of exposure alone and
/// selects nobody.
package struct RetentionMetric: Metric {
  package static let type = "retention"
  package static let summary = "the share of units with any event in a later window"
  package static let keys: [KeyRule] = [.required("fact", "the fact whose events count; one is enough")]
  package static let tests = ProportionMetric.tests

  package let term: FactTerm

  package init?(_ object: ObjectReader) {
    let term = object.factTerm(always: .any)
    if object.mentions("fact"), !object.mentions("after") {
      object.faults.error(
        .missingWindow, at: object.place,
        "\(object.name) has no key \"after\", so exposure itself would count as a return",
        remedy: "add \"after\": the time from exposure to the start of the window, such as \"7d\"")
      return nil
    }
    guard let term else { return nil }
    self.term = term
  }

  package var terms: [MetricTerm] { [MetricTerm(.outcome, UnitValue.fact(term), .truth)] }
  package var inWords: String? { term.inWords }
  package var functional: Functional { .mean }
  package func method(_ setting: ComparisonSetting) -> ComparisonMethod { setting.methodOfShares }
  package var estimands: [Estimand] { [.absolute, .relative, .oddsRatio] }
  package var isProbability: Bool { true }
}
