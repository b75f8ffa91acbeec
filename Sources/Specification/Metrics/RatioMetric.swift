import Diagnostics
package import Statistics
package import Terms

/// The ratio of two totals over the units, such as revenue per order.
package struct RatioMetric: Metric {
  package static let type = "ratio"
  package static let summary = "the total of one number over the total of another"
  package static let keys: [KeyRule] = [
    .required("numerator", "the column of the numerator, or { \"fact\": ... }"),
    .required("denominator", "the column of the denominator, or { \"fact\": ... }"),
  ]

  package private(set) var numerator: UnitValue
  package let denominator: UnitValue
  package private(set) var shift = 0.0

  package init?(_ object: ObjectReader) {
    let keys = WindowKeys(object)
    let parts = ["numerator", "denominator"].map { object.value($0)?.ratioPart(keys) }
    guard let numerator = parts[0], let denominator = parts[1] else { return nil }
    self.numerator = numerator
    self.denominator = denominator
  }

  package var terms: [MetricTerm] {
    [MetricTerm(.numerator, numerator, .number), MetricTerm(.denominator, denominator, .number)]
  }
  package var inWords: String? {
    guard shift != 0 || [numerator, denominator].contains(where: { $0.inWords != nil }) else { return nil }
    return "(\(numerator.name)) divided by (\(denominator.name))" + (shift < 0 ? ", less \(decimal(-shift))" : "")
  }
  package var undefinedCap: (message: String, remedy: String)? { nil }
  package var aggregateForm: AggregateForm? {
    let areColumns = [numerator, denominator].allSatisfy { if case .column = $0 { true } else { false } }
    return areColumns ? .totals : nil
  }
  package var needsAggregates: Bool { false }
  package var functional: Functional { .ratio }
  package func method(_ setting: ComparisonSetting) -> ComparisonMethod { setting.method(.ratio) }
  package var estimands: [Estimand] { [.absolute, .relative] }

  /// The ratio per thousand of the denominator, such as the cost of a thousand impressions.
  func perThousand() -> RatioMetric {
    var copy = self
    copy.numerator = numerator.timesThousand()
    return copy
  }

  /// The ratio less one, such as the return on investment, which is the return on spend less the spend itself.
  func lessOne() -> RatioMetric {
    var copy = self
    copy.shift = -1
    return copy
  }
}

extension KeyTable {
  /// A numerator or denominator that is written as an object.
  package static let ratioPart = KeyTable(
    [
      .optional("column", "the column with the number of each unit"),
      .optional("fact", "the fact whose events are aggregated"),
      .optional("value", "an expression for the number of each event, or of each unit if there is no fact"),
      .optional("aggregate", "how the events of a unit become one number"),
      .optional("where", "the condition that an event must meet"),
      .optional("join", "the attributes (and \"day\") whose units share what is known only for many of them"),
      .planned("log", "whether the logarithm is analyzed"),
      .optional("after", "the time from exposure to the start of the window"),
      .optional("within", "the length of the window"),
    ], elsewhere: ["cap": "the metric itself, where it limits the numerator; a denominator is never capped"])
}

extension ValueReader {
  /// A column's name, or an object that names a column or a fact.
  fileprivate func ratioPart(_ keys: WindowKeys) -> UnitValue? {
    switch node.value {
    case .string: label().map(UnitValue.column)
    case .object: ObjectReader(node, name, .ratioPart, faults: faults)?.unitValue(keys)
    case .array, .number, .bool, .null: mismatch("a column name or an object")
    }
  }
}
