#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// The difference of two means of skewed data as a statistic that is read with Student's t: Hall's transformation with a shape
/// that is pooled over the arms.
///
/// Three things differ from Hall's own. The skewness is the pooled one, and an arm's own only as far as it is known. The share of
/// each arm in the variance is mostly that of the design under the null value, not that of two noisy variances. The variance of
/// the smaller arm has a floor, which the larger arm sets under the null value. One function answers for differences, lifts,
/// margins and claims.
///
/// - Note: P. Hall (1992), *JRSS B* 54, 221-228; the floor and the pooling are of Methods/skewed-data.
package struct PooledShapePivot: Sendable, Equatable {
  /// Names the method in results.
  package static let key = "hall-t"

  /// The values with their own variances.
  package let values: NormalEvidence
  package let shape: PooledShape
  /// Whether no value is below 0, neither a unit's nor a variant's.
  package let isNonNegative: Bool

  package init(_ values: NormalEvidence, _ shape: PooledShape, isNonNegative: Bool) {
    (self.values, self.shape) = (values, shape)
    // An adjusted value may be below zero where no outcome is.
    self.isNonNegative = isNonNegative && values.control.value >= 0 && values.variant.value >= 0
  }

  /// The arm that rests on so few units that nothing is concluded; nil where none does.
  package var thinArm: ThinArm? { ThinArm(shape) }

  /// The share of the design above one half from which on the larger arm sets all of a floor.
  private static let fullFloor = 0.75

  /// H at a null value with what it is made of.
  package struct Reading: Sendable, Equatable {
    /// ρ.
    package let nullRatio: Double
    /// w, the share of the variant in the variance if both arms have one shape.
    package let designShare: Double
    /// B₁ and B₀.
    package let variances: (control: Double, variant: Double)
    /// What no arm's own units make of the variance: the estimated means of covariates, shares of strata, and slopes.
    package let shared: Double
    /// V.
    package var variance: Double { max(0, variances.control + variances.variant + shared) }
    /// Z, with the floored variance.
    package let studentized: Double
    /// ω, the share of the variant that the skewness takes.
    package let share: Double
    /// A, the skewness of the studentized contrast.
    package let skewness: Double
    /// H.
    package let statistic: Double
    /// ν.
    package let degreesOfFreedom: Double

    package static func == (left: Reading, right: Reading) -> Bool {
      left.statistic == right.statistic && left.degreesOfFreedom == right.degreesOfFreedom
        && left.nullRatio == right.nullRatio && left.designShare == right.designShare
        && left.variances == right.variances && left.shared == right.shared && left.studentized == right.studentized
        && left.share == right.share
        && left.skewness == right.skewness
    }
  }

  /// The part of V(r) that the arms share; 0 of values that are not adjusted.
  private func shared(r: Double) -> Double {
    (values.variant.variance - values.variant.ownVariance)
      + r * r * (values.control.variance - values.control.ownVariance) - 2 * r * values.covariance
  }

  private var sharedFreedom: Double {
    if case .perPart(let shared, _) = values.freedom { shared } else { .infinity }
  }

  /// H(r, δ): about normal where θ₁ = r·θ₀ + δ, and the larger the more θ₁ exceeds that.
  package func reading(r: Double, delta: Double) -> Reading {
    let (zero, one) = (shape.control, shape.variant)
    let (theta0, theta1) = (values.control.value, values.variant.value)
    let ratio = NullRatio(
      counts: (zero.count, one.count), means: (theta0, theta1), isNonNegative: isNonNegative
    ).value(r: r, delta: delta)
    // r/ρ, which is 1 where both are 0.
    let inverse = ratio == r ? 1 : r / ratio
    let (own0, own1) = (values.control.ownVariance, values.variant.ownVariance)
    let (v0, v1) = (r * r * own0, own1)
    let (ofVariant, ofControl) = (1 / one.count, inverse * inverse / zero.count)
    let w = ofVariant / (ofVariant + ofControl)

    let (trust0, trust1) = (shape.trust(zero), shape.trust(one))
    func floorShare(_ excess: Double, _ trust: Double) -> Double {
      min(1, max(0, excess / (Self.fullFloor - 0.5))) * (1 - trust)
    }
    let floor1 = floorShare(w - 0.5, trust1) * ratio * ratio * own0 * zero.count / one.count
    let floor0 = floorShare(0.5 - w, trust0) * inverse * inverse * own1 * one.count / zero.count
    let (b0, b1) = (max(v0, floor0), max(v1, floor1))
    let (q0, q1) = (b0 > 0 ? floor0 / b0 : 0, b1 > 0 ? floor1 / b1 : 0)
    let shared = self.shared(r: r)
    let variance = max(b0 + b1 + shared, 0)
    let (df0, df1) = (values.control.degreesOfFreedom, values.variant.degreesOfFreedom)
    // Shares of the variance, whose squares are doubles.
    let (share0, share1) = (b0 / variance, b1 / variance)
    let ofShared = shared / variance
    let spread =
      (1 - q0) * share0 * share0 / df0 + (1 - q1) * share1 * share1 / df1 + ofShared * ofShared / sharedFreedom
    let degreesOfFreedom = max(1, min(spread > 0 ? 1 / spread : .infinity, df0 + df1))
    let z = (theta1 - r * theta0 - delta) / variance.squareRoot()

    let trust = min(trust0, trust1)
    let share = trust * (v1 + v0 > 0 ? v1 / (v1 + v0) : w) + (1 - trust) * w
    let sign: Double = r < 0 ? -1 : 1
    let skewness =
      shape.shrunkSkewness(one) * pow(share, 1.5) / one.count.squareRoot()
      - sign * shape.shrunkSkewness(zero) * pow(1 - share, 1.5) / zero.count.squareRoot()
    let a = skewness / (1 + abs(skewness))
    let b = z * skewness < 0 ? a * (1 - (skewness > 0 ? q1 : q0) / 2) : a
    return Reading(
      nullRatio: ratio, designShare: w, variances: (b0, b1), shared: shared, studentized: z, share: share,
      skewness: skewness,
      statistic: z + b * z * z / 3 + b * b * z * z * z / 27 + a / 6, degreesOfFreedom: degreesOfFreedom)
  }
}
