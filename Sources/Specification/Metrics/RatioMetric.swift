package import Diagnostics
package import Statistics

/// The ratio of two totals over the units, such as revenue per order.
package struct RatioMetric: Metric {
  package static let type = "ratio"
  package static let summary = "the total of one number over the total of another"
  package static let keys: [KeyRule] = [
    .required("numerator", "the column of the numerator, or { \"column\": ... }"),
    .required("denominator", "the column of the denominator, or { \"column\": ... }"),
  ]

  package let numerator: Positioned<String>
  package let denominator: Positioned<String>

  package init?(_ object: ObjectReader) {
    let parts = ["numerator", "denominator"].map { object.value($0)?.ratioPart() }
    guard let numerator = parts[0], let denominator = parts[1] else { return nil }
    self.numerator = numerator
    self.denominator = denominator
  }

  package var terms: [MetricTerm] {
    [MetricTerm(.numerator, numerator, .number), MetricTerm(.denominator, denominator, .number)]
  }
  package var takesCap: Bool { true }
  package var functional: Functional { .ratio }
  package var estimator: any Estimator { DeltaMethod(.ratio) }
  package var estimands: [Estimand] { [.absolute, .relative] }
}

extension KeyTable {
  /// A numerator or denominator that is written as an object.
  package static let ratioPart = KeyTable(
    [
      .required("column", "the column with the number of each unit"),
      .planned("fact", "the fact whose events are aggregated"),
      .planned("value", "an expression for the number of each event"),
      .planned("aggregate", "how the events of a unit become one number"),
      .planned("where", "the condition that an event must fulfil"),
      .planned("join", "the keys under which a cost is shared by units"),
      .planned("log", "whether the logarithm is analyzed"),
      .planned("after", "the delay of the window from exposure"),
      .planned("within", "the length of the window"),
    ], elsewhere: ["cap": "the metric itself, where it cuts the numerator; a denominator is never cut"])
}

extension ValueReader {
  /// A column's name, or an object with the key `column`.
  fileprivate func ratioPart() -> Positioned<String>? {
    switch node.value {
    case .string: label()
    case .object: ObjectReader(node, name, .ratioPart, faults: faults)?.value("column")?.label()
    case .array, .number, .bool, .null: mismatch("a column name or an object")
    }
  }
}
