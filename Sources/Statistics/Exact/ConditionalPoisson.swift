internal import Distributions

/// Two counts of rare events with their exposures: the rate ratio, exactly, given the number of events of both.
///
/// X₁ | N ~ Bin(N, θ) with θ = ρE₁/(ρE₁ + E₀) at a rate ratio ρ. Assumes Poisson counts; under overdispersion p-values are
/// too small.
///
/// - Note: J. Przyborowski, H. Wilenski (1940), *Biometrika* 31, 313-323; Methods/means-and-counts, "Rare events".
package struct ConditionalPoisson: Sendable, Equatable {
  /// Events of both variants together above which nothing is computed (Methods/numerical-accuracy, "Limits of GSL").
  package static let largestTotal = 100_000

  let control: (events: Int, exposure: Double)
  let variant: (events: Int, exposure: Double)

  /// - Parameters: exposures in any one unit, as days or visitors.
  /// - Precondition: events ≥ 0; exposures are finite and not negative.
  /// - Throws: `emptyArm` for an exposure of 0; `tooManyForExact` above `largestTotal`; `numericallyUnreliable` for
  ///   exposures whose ratio no double holds.
  package init(
    controlEvents: Int, controlExposure: Double, variantEvents: Int, variantExposure: Double
  ) throws(NotEstimable) {
    precondition(controlEvents >= 0 && variantEvents >= 0)
    precondition(controlExposure.isFinite && variantExposure.isFinite && controlExposure >= 0 && variantExposure >= 0)
    guard controlExposure > 0, variantExposure > 0 else { throw .emptyArm }
    guard controlEvents <= Self.largestTotal, variantEvents <= Self.largestTotal - controlEvents
    else { throw .tooManyForExact }
    guard (variantExposure / controlExposure).isNormal, (controlExposure / variantExposure).isNormal
    else { throw .numericallyUnreliable }
    control = (controlEvents, controlExposure)
    variant = (variantEvents, variantExposure)
  }

  /// Rate of the variant over rate of the control.
  ///
  /// - Throws: `liftUndefined` when the control has no events.
  package func estimate() throws(NotEstimable) -> Double {
    guard control.events > 0 else { throw .liftUndefined }
    return Double(variant.events) / Double(control.events) * (control.exposure / variant.exposure)
  }

  /// The p-value of a rate ratio; two-sided is twice the smaller tail.
  ///
  /// - Precondition: ratio is positive and finite.
  /// - Throws: `numericallyUnreliable` where the ratio and the exposures are so far apart that no double holds θ.
  package func pValue(
    alternative: Alternative, ratio: Double = 1, tails: ExactTails = .whole
  ) throws(NotEstimable) -> ExactP {
    precondition(ratio > 0 && ratio.isFinite)
    let odds = ratio * (variant.exposure / control.exposure)
    guard odds.isNormal, (1 / odds).isNormal else { throw .numericallyUnreliable }
    let total = control.events + variant.events
    // Counts the events of the variant with the smaller share: a probability near 1 has few digits left in 1 − p.
    let (upper, lower): (Double, Double)
    if odds <= 1 {
      let binomial = Binomial(trials: total, probability: odds / (1 + odds))
      (upper, lower) = (tails.upper(binomial, at: variant.events), tails.lower(binomial, at: variant.events))
    } else {
      let binomial = Binomial(trials: total, probability: (1 / odds) / (1 + 1 / odds))
      (upper, lower) = (tails.lower(binomial, at: control.events), tails.upper(binomial, at: control.events))
    }
    guard upper.isFinite, lower.isFinite else { throw .numericallyUnreliable }
    return switch alternative {
    case .greater: ExactP(upper)
    case .less: ExactP(lower)
    case .twoSided: ExactP(2 * min(upper, lower))
    }
  }

  /// Limits of the rate ratio; 0 below where the variant has no events, infinite above where the control has none.
  package func rateRatio(
    _ boundary: any Boundary, tails: ExactTails = .whole
  ) throws(NotEstimable) -> Interval {
    let total = control.events + variant.events
    // As for p, the variant with fewer events is counted, and the ratio is inverted where that is the control.
    let isInverted = variant.events > control.events
    let fewer = isInverted ? control.events : variant.events
    let tail = boundary.tail(variance: logVariance)
    let share = try ClopperPearson(successes: fewer, trials: total, tails: tails).limits(tail: tail)
    func odds(_ p: Double) -> Double { p == 1 ? .infinity : p / (1 - p) }
    let relative = control.exposure / variant.exposure
    let (low, high) = (odds(share.lower), odds(share.upper))
    let limits = isInverted ? (relative / high, relative / low) : (relative * low, relative * high)
    guard limits.0 < limits.1 else { throw .numericallyUnreliable }
    return Interval(limits.0, limits.1)
  }

  /// The variance of the logarithm of the rate ratio, with half an event more on each side, so that it is known where
  /// one has none.
  private var logVariance: Double { 1 / (Double(control.events) + 0.5) + 1 / (Double(variant.events) + 0.5) }

  package static func == (left: ConditionalPoisson, right: ConditionalPoisson) -> Bool {
    left.control == right.control && left.variant == right.variant
  }
}
