package import Diagnostics
package import Statistics

/// The share of units for which something is true, such as a conversion rate.
package struct ProportionMetric: Metric {
  package static let type = "proportion"
  package static let summary = "the share of units for which a column is true"
  package static let keys: [KeyRule] = [
    .optional("column", "the column with 0 and 1, true and false, or yes and no"),
    .planned("fact", "the fact of which any event counts"),
    .planned("value", "an expression that is compared with a threshold"),
    .planned("above", "the threshold that the value must exceed"),
    .planned("below", "the threshold that the value must fall short of"),
    .optional("successes", "the column with the number of successes, on aggregates"),
    .optional("trials", "the column with the number of trials, on aggregates"),
  ]
  package static let tests: [MetricTest] = [.auto, .score, .barnard, .boschloo, .fisher, .midP]

  /// Where the outcomes stand.
  package enum Outcome: Sendable, Equatable {
    /// One per unit.
    case column(Positioned<String>)
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
    guard let column = object.required("column")?.label() else { return nil }
    outcome = .column(column)
  }

  package var terms: [MetricTerm] {
    switch outcome {
    case .column(let column): [MetricTerm(.outcome, column, .truth)]
    case .counts(let successes, let trials):
      [MetricTerm(.successes, successes, .count), MetricTerm(.trials, trials, .count)]
    }
  }
  package var functional: Functional { .mean }
  package var estimator: any Estimator { MiettinenNurminen() }
  package var estimands: [Estimand] { [.absolute, .relative, .oddsRatio] }
  package var isProbability: Bool { true }
  package var readsAggregates: Bool {
    switch outcome {
    case .column: false
    case .counts: true
    }
  }
}

extension ProportionMetric.Outcome {
  fileprivate init?(counts object: ObjectReader) {
    let successes = object.required("successes")?.label()
    let trials = object.required("trials")?.label()
    if let column = object.value("column") {
      object.faults.error(
        .misplacedKey, at: column.place, "\(object.name) has \"column\" beside \"successes\" and \"trials\"",
        remedy: "name a column with one outcome per unit, or two columns with counts")
    }
    guard let successes, let trials else { return nil }
    self = .counts(successes: successes, trials: trials)
  }
}
