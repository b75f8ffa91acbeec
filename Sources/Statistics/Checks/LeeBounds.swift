/// Two variants at both ends of what missing outcomes leave possible.
///
/// Where outcomes are missing more often in one variant, the excess share of the other's observed units is taken out, once from
/// its lowest values and once from its highest: between these ends lies what both variants would show if the same units were
/// missing in each. That assumes that the variant changes missingness in one direction only.
///
/// - Note: D. S. Lee (2009), *Review of Economic Studies* 76, 1071-1102; Methods/data-checks, "Missing outcomes".
package struct LeeBounds: Sendable, Equatable {
  /// The value of the variant that is trimmed, at its lower and its upper end.
  package let trimmed: ClosedRange<Double>
  /// Whether that is the control.
  package let isControl: Bool
  /// Both variants at each of the two ends.
  package let ends: [End]
  /// Both variants with all observed units.
  package let observed: End

  /// The values of both variants, with the variances of the units that are left.
  package struct End: Sendable, Equatable {
    package let control: ArmValue
    package let variant: ArmValue
  }

  /// - Parameters:
  ///   - whole: the variant that is trimmed, with all observed units.
  ///   - low: without its highest values.
  ///   - high: without its lowest values.
  ///   - other: the other variant.
  package init(isControl: Bool, whole: ArmValue, low: ArmValue, high: ArmValue, other: ArmValue) {
    self.isControl = isControl
    trimmed = low.value...max(low.value, high.value)
    func end(_ value: ArmValue) -> End {
      isControl ? End(control: value, variant: other) : End(control: other, variant: value)
    }
    (observed, ends) = (end(whole), [end(low), end(high)])
  }

  /// - Returns: nil where a variant has no observed unit.
  package init?(control: ObservedProportion, variant: ObservedProportion) {
    guard let excess = ExcessResponse(control: control.units, variant: variant.units) else { return nil }
    let (more, less) = excess.isOfControl ? (control, variant) : (variant, control)
    let (p, share) = (more.value, excess.share)
    let kept = Double(more.units.observed) * (1 - share)
    self.init(
      isControl: excess.isOfControl, whole: .proportion(p, of: Double(more.units.observed)),
      low: .proportion(max(0, p - share) / (1 - share), of: kept),
      high: .proportion(min(1, p / (1 - share)), of: kept),
      other: .proportion(less.value, of: Double(less.units.observed)))
  }
}

/// The units of a variant whose outcome is known, and all of them.
package struct ObservedUnits: Sendable, Equatable {
  package let observed: Int
  package let all: Int

  /// - Precondition: 0 ≤ observed ≤ all.
  package init(_ observed: Int, of all: Int) {
    precondition((0...all).contains(observed))
    (self.observed, self.all) = (observed, all)
  }

  fileprivate var share: Double { all == 0 ? 0 : Double(observed) / Double(all) }
}

/// Successes among the units of a variant whose outcome is known.
package struct ObservedProportion: Sendable, Equatable {
  package let successes: Int
  package let units: ObservedUnits

  /// - Precondition: 0 ≤ successes ≤ observed units.
  package init(successes: Int, _ units: ObservedUnits) {
    precondition((0...units.observed).contains(successes))
    (self.successes, self.units) = (successes, units)
  }

  fileprivate var value: Double { Double(successes) / Double(units.observed) }
}

/// The variant that has an outcome of more of its units, and the share of these that the other one would lack.
package struct ExcessResponse: Sendable, Equatable {
  package let isOfControl: Bool
  /// 0 ≤ e < 1.
  package let share: Double

  /// - Returns: nil where a variant has no observed unit.
  package init?(control: ObservedUnits, variant: ObservedUnits) {
    guard control.observed > 0, variant.observed > 0 else { return nil }
    isOfControl = control.share > variant.share
    let (more, less) = isOfControl ? (control, variant) : (variant, control)
    share = (more.share - less.share) / more.share
  }
}

extension ArmValue {
  fileprivate static func proportion(_ p: Double, of units: Double) -> ArmValue {
    ArmValue(value: p, variance: max(0, p * (1 - p)) / units, degreesOfFreedom: .infinity)
  }
}
