package import Diagnostics

/// A column that a metric reads, one value per unit.
package struct MetricTerm: Sendable, Equatable {
  package let role: TermRole
  package let column: Positioned<String>
  package let kind: TermKind
  package let rule: NumberRule

  package init(_ role: TermRole, _ column: Positioned<String>, _ kind: TermKind, _ rule: NumberRule = .any) {
    self.role = role
    self.column = column
    self.kind = kind
    self.rule = rule
  }
}

/// Which numbers a metric can take, and what it makes of them.
package enum NumberRule: String, Sendable, CaseIterable {
  /// Any finite number.
  case any
  /// 0 or more.
  case nonNegative
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
