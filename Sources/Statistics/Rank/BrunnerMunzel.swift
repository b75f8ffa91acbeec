/// The comparison of two samples by ranks: how likely a unit of the variant is above one of the control, ties half.
///
/// The estimand P(Y₀ < Y₁) + ½P(Y₀ = Y₁) is not a mean and can differ from a difference of means in sign. One half means
/// that neither tends to be larger; variances may differ.
///
/// - Note: E. Brunner, U. Munzel (2000), *Biometrical Journal* 42, 17-25; Methods/ranks, "Formula".
package struct BrunnerMunzel: Sendable, Equatable {
  /// The null value: neither sample tends to be larger.
  package static let even = 0.5

  /// p̂.
  package let probability: Double
  package let standardError: Double
  package let degreesOfFreedom: Double

  /// - Throws: `emptyArm`; `tooFew` with one value in a sample; `noVariation` where the samples do not overlap or all values
  ///   are the same, so that the ranks have no spread; `numericallyUnreliable` for values that are not finite.
  package init(control: [Double], variant: [Double]) throws(NotEstimable) {
    guard !control.isEmpty, !variant.isEmpty else { throw .emptyArm }
    guard control.count > 1, variant.count > 1 else { throw .tooFew }
    guard control.allSatisfy(\.isFinite), variant.allSatisfy(\.isFinite) else { throw .numericallyUnreliable }
    let (n0, n1) = (Double(control.count), Double(variant.count))
    let all = midranks(control + variant)
    let (zero, one) = (Array(all[..<control.count]), Array(all[control.count...]))
    let (spread0, spread1) = (Self.spread(zero, within: control), Self.spread(one, within: variant))
    let (part0, part1) = (spread0 / (n0 * n1 * n1), spread1 / (n1 * n0 * n0))
    guard part0 + part1 > 0 else { throw .noVariation }
    let (mean0, mean1) = (zero.reduce(0, +) / n0, one.reduce(0, +) / n1)
    probability = (mean1 - mean0) / (n0 + n1) + Self.even
    standardError = (part0 + part1).squareRoot()
    let (weight0, weight1) = (spread0 / n1, spread1 / n0)
    degreesOfFreedom =
      (weight0 + weight1) * (weight0 + weight1) / (weight0 * weight0 / (n0 - 1) + weight1 * weight1 / (n1 - 1))
  }

  /// S² of the placements R − r of a sample.
  private static func spread(_ ranks: [Double], within values: [Double]) -> Double {
    let n = Double(values.count)
    let placements = zip(ranks, midranks(values)).map { $0 - $1 }
    let mean = placements.reduce(0, +) / n
    return placements.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (n - 1)
  }

  /// (p̂ − null)/SE, read with Student's t.
  package func statistic(_ null: Double = even) -> Double { (probability - null) / standardError }

  /// - Parameter null: the probability that is tested.
  package func pValue(_ alternative: Alternative, null: Double = even, _ boundary: any Boundary) -> Double {
    boundary.pValue(
      statistic(null), alternative, degreesOfFreedom: degreesOfFreedom, variance: standardError * standardError)
  }

  /// The probabilities that are not rejected, cut at 0 and 1.
  package func interval(_ boundary: any Boundary) -> Interval {
    let c = boundary.criticalValue(degreesOfFreedom: degreesOfFreedom, variance: standardError * standardError)
    let half = c * standardError
    return Interval(max(0, probability - half), min(1, probability + half))
  }
}
