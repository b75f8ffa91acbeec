/// Two proportions at both ends of what missing outcomes leave possible.
///
/// Where outcomes are missing more often in one variant, the excess share of the other's observed units is taken out, once from
/// the successes and once from the failures: between these ends lies what both variants would show if the same units were
/// missing in each. That assumes that the variant changes missingness in one direction only.
///
/// - Note: D. S. Lee (2009), *Review of Economic Studies* 76, 1071-1102; Methods/data-checks, "Missing outcomes".
package struct TrimmedProportions: Sendable, Equatable {
  /// Successes, observed units and all units of one variant.
  package struct Arm: Sendable, Equatable {
    package let successes: Int
    package let observed: Int
    package let all: Int

    /// - Precondition: 0 ≤ successes ≤ observed ≤ all.
    package init(successes: Int, observed: Int, all: Int) {
      precondition((0...observed).contains(successes) && observed <= all)
      (self.successes, self.observed, self.all) = (successes, observed, all)
    }

    fileprivate var share: Double { all == 0 ? 0 : Double(observed) / Double(all) }
  }

  /// The proportion of the variant that is trimmed, at its lower and its upper end.
  package let trimmed: ClosedRange<Double>
  /// Whether that is the control.
  package let isControl: Bool
  /// Both variants at each of the two ends.
  package let ends: [End]
  /// Both variants with all observed units.
  package let observed: End

  /// The proportions of both variants, with the variances of the units that are left.
  package struct End: Sendable, Equatable {
    package let control: ArmValue
    package let variant: ArmValue
  }

  /// - Returns: nil where a variant has no observed unit, or all of one variant would have to be taken out.
  package init?(control: Arm, variant: Arm) {
    guard control.observed > 0, variant.observed > 0 else { return nil }
    isControl = control.share > variant.share
    let (more, less) = isControl ? (control, variant) : (variant, control)
    let excess = (more.share - less.share) / more.share
    let p = Double(more.successes) / Double(more.observed)
    guard excess < 1 else { return nil }
    let (low, high) = (max(0, p - excess) / (1 - excess), min(1, p / (1 - excess)))
    trimmed = low...max(low, high)
    let kept = Double(more.observed) * (1 - excess)
    let other = Self.proportion(Double(less.successes) / Double(less.observed), of: Double(less.observed))
    let whole = Self.proportion(p, of: Double(more.observed))
    let isOfControl = isControl
    observed = isOfControl ? End(control: whole, variant: other) : End(control: other, variant: whole)
    ends = [low, high].map { end in
      let cut = Self.proportion(end, of: kept)
      return isOfControl ? End(control: cut, variant: other) : End(control: other, variant: cut)
    }
  }

  private static func proportion(_ p: Double, of units: Double) -> ArmValue {
    ArmValue(value: p, variance: max(0, p * (1 - p)) / units, degreesOfFreedom: .infinity)
  }
}
