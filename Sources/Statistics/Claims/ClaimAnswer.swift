/// What the data say of a published effect; the first that fits (Methods/published-claims, "Answers").
package enum ClaimAnswer: String, Sendable, CaseIterable {
  /// The effect is larger than claimed.
  case exceeded
  /// The share of the claim that must be established is, and the claim itself is not excluded.
  case confirmed
  /// That share is established, and the effect is smaller than claimed.
  case confirmedButSmaller = "confirmed-but-smaller"
  /// Not even that share is there.
  case refuted
  /// There is an effect in the claimed direction, smaller than claimed.
  case smaller
  /// The effect is smaller than claimed, and there may be none.
  case notReproduced = "not-reproduced"
  /// Neither the claim nor that share of it or less can be excluded.
  case undecided
}

extension ClaimAnswer {
  /// - Parameters:
  ///   - claimed: the lift, a fraction, above or below 0.
  ///   - share: of the claim that must be established, between 0 and 1.
  ///   - interval: of the lift; an open end is infinite.
  package init(claimed: Double, share: Double, interval: Interval) {
    let (limit, lower, upper) =
      claimed < 0 ? (-claimed, -interval.upper, -interval.lower) : (claimed, interval.lower, interval.upper)
    let established = share * limit
    if lower > limit {
      self = .exceeded
    } else if lower > established {
      self = upper < limit ? .confirmedButSmaller : .confirmed
    } else if upper < established {
      self = .refuted
    } else if upper < limit {
      self = lower > 0 ? .smaller : .notReproduced
    } else {
      self = .undecided
    }
  }
}
