internal import Diagnostics
package import Tables
package import Terms

/// One coordinate of a metric's row vector: what it reads, how it is read, and what its absence means.
package struct PlannedTerm: Sendable, Hashable {
  package enum Input: Sendable, Hashable {
    case column(String)
    case threshold(ValueThreshold)
    /// A number computed from columns of the unit.
    case expression(UnitExpression)
    /// 1 for every unit: summed over a cluster it counts its units.
    case one
    /// 1 where a value is at most the raw quantile of its variant, or strictly below it, else 0.
    case share(of: PlannedQuantile, isStrict: Bool)
    /// How many of the unit's events lie on a side of the raw quantile, in a column of the unit.
    case events(of: PlannedQuantile, column: String)
  }

  /// What becomes of a unit whose value is missing.
  package enum Absence: Sendable, Hashable {
    /// It is left out, and counted.
    case drop
    /// Its value is zero.
    case zero
    /// It is kept; that the value is missing is itself a covariate.
    case indicated
  }

  /// The part of a unit's value that a coordinate takes where values have a cap; both parts sum to the value.
  package enum Cut: Sendable, Hashable {
    /// min(y, cap)
    case upTo(Double)
    /// max(y − cap, 0)
    case above(Double)
    /// Of rows that are events: the sum of min(y, cap)
    case eachUpTo(Double)
    /// Of rows that are events: the sum of max(y − cap, 0)
    case eachAbove(Double)

    /// Whether each event is cut before it is summed.
    package var isOfEach: Bool {
      switch self {
      case .upTo, .above: false
      case .eachUpTo, .eachAbove: true
      }
    }
  }

  package let input: Input
  package let type: FieldType
  package let kind: TermKind
  package let rule: NumberRule
  package let absence: Absence
  package let cut: Cut?

  package init(
    _ input: Input, type: FieldType, kind: TermKind, rule: NumberRule = .any, absence: Absence, cut: Cut? = nil
  ) {
    self.input = input
    self.type = type
    self.kind = kind
    self.rule = rule
    self.absence = absence
    self.cut = cut
  }

  package static let one = PlannedTerm(.one, type: .truth, kind: .truth, absence: .zero)

  /// A part of the value, or with nil all of it.
  package func cut(_ cut: Cut?) -> PlannedTerm {
    PlannedTerm(input, type: type, kind: kind, rule: rule, absence: absence, cut: cut)
  }

  /// Whether this is what lies above a cap, which is zero for nearly all units.
  package var isExcess: Bool {
    switch cut {
    case .above, .eachAbove: true
    case .upTo, .eachUpTo, nil: false
    }
  }

  /// The column that is read; nil where no single one is.
  package var column: String? {
    switch input {
    case .column(let name): name
    case .share(let quantile, _): quantile.column
    case .events(_, let column): column
    case .threshold, .expression, .one: nil
    }
  }

  /// The one column that is read.
  ///
  /// - Precondition: the term reads one, as those of quantiles and covariates do.
  package var soleColumn: String {
    guard let column else { preconditionFailure("\(input) reads no single column") }
    return column
  }

  /// All columns that are read.
  package var columns: [String] {
    switch input {
    case .column(let name): [name]
    case .share(let quantile, _): [quantile.column].compactMap(\.self)
    case .events(_, let column): [column]
    case .threshold(let threshold): threshold.value.columns.map(\.name)
    case .expression(let expression): expression.value.columns.map(\.name)
    case .one: []
    }
  }

  /// The quantile that the values are held against; nil for other inputs.
  package var quantile: PlannedQuantile? {
    switch input {
    case .share(let quantile, _), .events(let quantile, _): quantile
    case .column, .threshold, .expression, .one: nil
    }
  }

  /// Whether the value is a number of any size, which must be scaled to become an integer.
  package var needsScaling: Bool {
    switch input {
    case .column, .expression: kind == .number
    case .threshold, .one, .share, .events: false
    }
  }

  /// Whether the value is computed, so that what cannot be read is missing.
  private var isComputed: Bool {
    switch input {
    case .threshold, .expression: true
    case .column, .one, .share, .events: false
    }
  }

  /// Whether a value can be present and yet not be what the kind needs.
  package var canBeUnreadable: Bool {
    if isComputed { return false }
    return switch (kind, type) {
    case (.number, .text), (.count, .text): true
    case (.number, _), (.count, _): false
    case (.truth, .truth): false
    case (.truth, _): true
    }
  }

  /// Whether a number can be NaN or infinite.
  package var canBeInfinite: Bool { isComputed || kind != .truth && (type == .text || type == .real) }
}

/// An expression over columns of the unit; two with the same text are the same wherever they stand.
package struct UnitExpression: Sendable, Hashable {
  package let value: TypedExpression

  package static func == (left: UnitExpression, right: UnitExpression) -> Bool {
    left.value.text.text == right.value.text.text
  }

  package func hash(into hasher: inout Hasher) { hasher.combine(value.text.text) }
}

extension PlannedTerm.Absence {
  init(_ rule: MissingRule) {
    switch rule {
    case .drop: self = .drop
    case .zero: self = .zero
    }
  }
}
