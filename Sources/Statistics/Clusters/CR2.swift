/// The bias-reduced cluster-robust comparison of two ratios Σy/Σd, for few or unequal clusters.
///
/// V_a = Σ e²/(1 − d/D)/D², e = y − R·d, with Satterthwaite degrees of freedom under the working model that a cluster's
/// variance is proportional to d. The leverage d/D of each cluster is known only after the total, so rows of clusters are
/// needed: no fixed set of sums is enough. With d = 1 this is the unadjusted mean and its usual variance.
///
/// - Note: R. M. Bell, D. F. McCaffrey (2002), *Survey Methodology* 28, 169-181; J. E. Pustejovsky, E. Tipton (2018),
///   *JBES* 36, 672-683; Methods/clusters, "Few or unequal clusters".
package enum CR2 {
  /// Names the method in results.
  package static let key = "cluster-cr2"

  /// The comparison of two lists of clusters.
  ///
  /// The degrees of freedom are those of the difference and serve every null value.
  ///
  /// - Throws: `emptyArm`, `tooFew`, `denominatorZero`, and `noVariation` when all clusters of both have the same ratio.
  package static func evidence(control: [ClusterRow], variant: [ClusterRow]) throws(NotEstimable) -> NormalEvidence {
    let (zero, one) = (try Arm(control), try Arm(variant))
    let trace = zero.trace + one.trace
    return try NormalEvidence(
      control: zero.value, variant: one.value,
      freedom: .common(trace * trace / (zero.squaredTrace + one.squaredTrace)))
  }

  private struct Arm {
    let value: ArmValue
    /// tr P and tr P², P = K(diag d − dd'/D)K, K = diag(1/√(D²(1 − d/D))).
    let trace: Double
    let squaredTrace: Double

    init(_ clusters: [ClusterRow]) throws(NotEstimable) {
      guard !clusters.isEmpty else { throw .emptyArm }
      guard clusters.count >= ClusterLimits.fewest else { throw .tooFew }
      let total = clusters.reduce(0) { $0 + $1.size }
      guard total > 0, clusters.allSatisfy({ $0.size >= 0 }) else { throw .denominatorZero }
      let ratio = clusters.reduce(0) { $0 + $1.sum } / total
      var (variance, rounding, own, cross, fourth) = (0.0, 0.0, 0.0, 0.0, 0.0)
      for cluster in clusters {
        let share = cluster.size / total
        // A cluster that is the whole variant tells nothing of its own error.
        guard share < 1 else { throw .tooFew }
        let (error, kept) = (cluster.sum - ratio * cluster.size, 1 - share)
        variance += error * error / kept
        rounding += (cluster.sum * cluster.sum + ratio * ratio * cluster.size * cluster.size) / kept
        own += share * share
        let part = share * share / kept
        cross += part
        fourth += part * part
      }
      guard ratio.isFinite, variance.isFinite else { throw .numericallyUnreliable }
      if variance <= rounding * 1e-28 { variance = 0 }
      // P is D⁻¹ times diag(share·(1 − share)) − share·share', scaled on both sides by (1 − share)^{-1/2}.
      trace = 1 / total
      squaredTrace = (own + cross * cross - fourth) / (total * total)
      value = ArmValue(
        value: ratio, variance: variance / (total * total), degreesOfFreedom: trace * trace / squaredTrace)
    }
  }
}
