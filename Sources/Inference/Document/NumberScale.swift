package import Statistics

/// In what a number is measured, which decides how it reads: with which sign, unit and digits.
package enum NumberUnit: Sendable, Equatable {
  /// A number in the metric's own unit.
  case plain
  /// A difference in the metric's own unit, with its sign.
  case difference
  /// A fraction of a whole, read as a percentage.
  case share
  /// A fraction that something is more or less by, read as a percentage with its sign.
  case lift
  /// A difference of fractions, read in percentage points with its sign.
  case points
  /// The size of a difference of fractions, read in percentage points without a sign.
  case pointsSize
  /// A length of time in seconds, read in the unit that suits it.
  case seconds
  /// A number that somebody chose, or that chance has no part in: all digits.
  case exact
  /// A fraction with all digits, as a percentage.
  case exactShare
  /// A difference of fractions with all digits, in percentage points.
  case exactPoints
}

extension NumberUnit {
  /// How a comparison of two variants reads on a scale.
  package static func comparison(on estimand: Estimand, isProbability: Bool) -> NumberUnit {
    switch estimand {
    case .absolute: isProbability ? .points : .difference
    case .relative: .lift
    case .oddsRatio: .plain
    }
  }
}

/// What decides the digits of a number: its unit, and how finely it is known.
package struct NumberScale: Sendable, Equatable {
  package let unit: NumberUnit
  /// The standard error, or what comes near it; its first two digits are the last that are worth showing. nil: three digits of
  /// the number itself.
  package let resolution: Double?
  /// The value that means "no difference", of which the end of an interval must show on which side it lies.
  package let null: Double?

  package init(_ unit: NumberUnit, resolution: Double? = nil, null: Double? = nil) {
    self.unit = unit
    self.resolution = resolution
    self.null = null
  }
}
