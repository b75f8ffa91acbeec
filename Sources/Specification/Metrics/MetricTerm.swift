package import Diagnostics

/// What a metric reads, one value per unit.
package struct MetricTerm: Sendable, Equatable {
  package enum Input: Sendable, Equatable {
    case column(Positioned<String>)
    case threshold(ValueThreshold)
  }

  package let role: TermRole
  package let input: Input
  package let kind: TermKind
  package let rule: NumberRule

  package init(_ role: TermRole, _ column: Positioned<String>, _ kind: TermKind, _ rule: NumberRule = .any) {
    self.role = role
    input = .column(column)
    self.kind = kind
    self.rule = rule
  }

  package init(_ role: TermRole, _ threshold: ValueThreshold) {
    self.role = role
    input = .threshold(threshold)
    kind = .truth
    rule = .any
  }

  /// The names of the columns that are read.
  package var columns: [String] {
    switch input {
    case .column(let column): [column.value]
    case .threshold(let threshold): threshold.value.columns.map(\.name)
    }
  }
}

/// Which numbers a metric can take, and what it makes of them.
package enum NumberRule: String, Sendable, CaseIterable {
  /// Any finite number.
  case any
  /// 0 or more.
  case nonNegative
  /// Above 0: the number that enters is its natural logarithm.
  case logarithm
}

/// What a column is for in its metric.
package enum TermRole: String, Sendable, CaseIterable {
  case outcome
  case successes
  case trials
  case numerator
  case denominator
}

/// What values a column of a metric may have.
package enum TermKind: String, Sendable, CaseIterable {
  /// 0 and 1, true and false, or yes and no.
  case truth
  case number
  /// A whole number, 0 or more.
  case count
}
