package import Statistics

/// A number of a document with what a reader must know to read it; a format decides its digits when it prints it.
package enum Quantity: Sendable, Equatable {
  /// There is no number; the reason stands elsewhere.
  case missing
  case count(Int)
  case pValue(Double)
  /// A p-value as a part of a sentence, with its sign: `p = 0.031`, `p < 0.001`.
  case pEquation(Double)
  case number(Double, NumberScale)
  /// One end of an interval, which must show on which side of no difference it lies.
  case limit(Double, NumberScale)
  /// The two ends.
  case interval(Interval, NumberScale)
  /// A number, where there is one, with its interval beside it.
  case numberWithInterval(Double?, Interval, NumberScale)
}

extension Quantity {
  /// A number in its unit, or none.
  ///
  /// - Parameter resolution: how finely it is known, as a standard error would say.
  package static func value(_ value: Double?, in unit: NumberUnit, resolution: Double? = nil) -> Quantity {
    value.map { .number($0, NumberScale(unit, resolution: resolution)) } ?? .missing
  }

  /// A number in its unit, or none, with the digits that its interval leaves it.
  package static func value(_ value: Double?, within interval: Interval?, in unit: NumberUnit) -> Quantity {
    .value(value, in: unit, resolution: interval?.resolution)
  }

  /// A number with its interval, alone where it has none, or nothing.
  package static func estimate(_ value: Double?, _ interval: Interval?, in unit: NumberUnit) -> Quantity {
    .estimate(value, interval, NumberScale(unit, resolution: interval?.resolution))
  }

  /// A number with its interval, where something else than the interval decides the digits.
  package static func estimate(_ value: Double?, _ interval: Interval?, _ scale: NumberScale) -> Quantity {
    guard let value else { return .missing }
    return interval.map { .numberWithInterval(value, $0, scale) } ?? .number(value, scale)
  }

  /// A share of which a hundredth of a percentage point would say nothing.
  package static func roundShare(_ value: Double?) -> Quantity { .value(value, in: .share, resolution: 0.01) }

  /// A number that somebody chose, with all its digits.
  package static func exact(_ value: Double) -> Quantity { .value(value, in: .exact) }

  /// A level that somebody chose.
  package static func level(_ fraction: Double) -> Quantity { .value(fraction, in: .exactShare) }

  /// A p-value, or none.
  package static func p(_ value: Double?) -> Quantity { value.map(Quantity.pValue) ?? .missing }
}

extension Interval {
  /// How finely what the interval is about is known: its width at its level is about four standard errors.
  package var resolution: Double { (upper - lower) / 4 }
}
