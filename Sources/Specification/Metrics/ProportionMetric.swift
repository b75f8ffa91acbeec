package import Diagnostics
package import Statistics
package import Terms

/// The share of units for which something is true, such as a conversion rate.
package struct ProportionMetric: Metric {
  package static let type = "proportion"
  package static let summary = "the share of units for which a column is true"
  package static let keys: [KeyRule] = [
    .optional("column", "the column with 0 and 1, true and false, or yes and no"),
    .optional("fact", "the fact whose events count; one is enough"),
    .optional("value", "an expression that is compared with a threshold"),
    .optional("above", "the threshold that the value must exceed"),
    .optional("below", "the threshold that the value must stay below"),
    .optional("successes", "the column with the number of successes, for rows of aggregates"),
    .optional("trials", "the column with the number of trials, for rows of aggregates"),
  ]
  package static let tests: [MetricTest] = [
    .auto, .score, .barnard, .boschloo, .fisher, .midP, .bootstrap, .randomization,
  ]

  /// Where the outcomes stand.
  package enum Outcome: Sendable, Equatable {
    /// One per unit.
    case column(Positioned<String>)
    /// Whether a unit has any event of a fact.
    case fact(FactTerm)
    /// A number per unit beyond a bound.
    case threshold(ValueThreshold)
    /// Counts over many units.
    case counts(successes: Positioned<String>, trials: Positioned<String>)
  }

  package let outcome: Outcome

  package init?(_ object: ObjectReader) {
    guard !object.mentions("successes"), !object.mentions("trials") else {
      guard let outcome = Outcome(counts: object) else { return nil }
      self.outcome = outcome
      return
    }
    guard !["value", "above", "below"].contains(where: object.mentions) else {
      guard let outcome = Outcome(threshold: object) else { return nil }
      self.outcome = outcome
      return
    }
    guard let value = object.unitValue(always: .any) else { return nil }
    switch value {
    case .column(let column): outcome = .column(column)
    case .fact(let term): outcome = .fact(term)
    // A value has a threshold, which was read above.
    case .expression: return nil
    }
  }

  package var terms: [MetricTerm] {
    switch outcome {
    case .column(let column): [MetricTerm(.outcome, column, .truth)]
    case .fact(let term): [MetricTerm(.outcome, UnitValue.fact(term), .truth)]
    case .threshold(let threshold): [MetricTerm(.outcome, threshold)]
    case .counts(let successes, let trials):
      [MetricTerm(.successes, successes, .count), MetricTerm(.trials, trials, .count)]
    }
  }
  package var inWords: String? {
    switch outcome {
    case .column, .counts: nil
    case .fact(let term): term.inWords
    case .threshold(let threshold):
      "units whose \(threshold.value.text.text) is \(threshold.side.rawValue) \(decimal(threshold.bound)) count"
    }
  }
  package var functional: Functional { .mean }
  package func method(_ setting: ComparisonSetting) -> ComparisonMethod { setting.methodOfShares }
  package var estimands: [Estimand] { [.absolute, .relative, .oddsRatio] }
  package var isProbability: Bool { true }
}

extension ProportionMetric.Outcome {
  fileprivate init?(threshold object: ObjectReader) {
    let value = object.required("value")?.expression(as: .number)
    for key in ["column", "fact"] {
      guard let other = object.value(key) else { continue }
      object.faults.error(
        .misplacedKey, at: other.place, "\(object.name) has both \(quoted(key)) and a threshold",
        remedy: key == "fact"
          ? "leave \"value\" and the threshold out: any event that meets \"where\" counts"
          : "name a column with true and false, or write \"value\" with \"above\" or \"below\"")
    }
    let bounds = ValueThreshold.Side.allCases.compactMap { side in object.value(side.rawValue).map { (side, $0) } }
    if bounds.isEmpty {
      object.faults.error(
        .missingKey, at: object.place, "\(object.name) has \"value\" without a threshold",
        remedy: "add \"above\" or \"below\": the number that the value must exceed or stay below")
    }
    if bounds.count > 1 {
      object.faults.error(
        .misplacedKey, at: bounds[1].1.place, "\(object.name) has both \"above\" and \"below\"",
        remedy: "keep one; for a range write a condition: case when value between 5 and 9 then 1 else 0 end, above 0")
    }
    let read = bounds.map { side, bound in (side, bound.number("a number", remedy: "write a number") { _ in true }) }
    guard let value, bounds.count == 1, let number = read[0].1 else { return nil }
    self = .threshold(ValueThreshold(value, read[0].0, number.value))
  }

  fileprivate init?(counts object: ObjectReader) {
    let successes = object.required("successes")?.label()
    let trials = object.required("trials")?.label()
    for key in ["column", "fact", "value", "above", "below"] {
      guard let other = object.value(key) else { continue }
      object.faults.error(
        .misplacedKey, at: other.place, "\(object.name) has \(quoted(key)) in addition to \"successes\" and \"trials\"",
        remedy: "name a column with one outcome per unit, or two columns with counts")
    }
    guard let successes, let trials else { return nil }
    self = .counts(successes: successes, trials: trials)
  }
}
