/// The values of a metric in all variants with their joint covariance, of which every contrast is a question.
package struct JointValues: Sendable {
  /// What is known about each arm alone, or why nothing is.
  package let arms: [Result<ArmEvidence, NotEstimable>]
  /// Units per arm.
  package let counts: [Int]
  /// Each arm's value with its variance, or why it has none.
  package let values: [Result<ArmValue, NotEstimable>]
  /// Σ_ab of two different arms.
  private let covariances: [[Double]]
  private let freedom: NormalEvidence.Freedom

  init(
    arms: [Result<ArmEvidence, NotEstimable>], counts: [Int], values: [Result<ArmValue, NotEstimable>],
    covariances: [[Double]], freedom: NormalEvidence.Freedom
  ) {
    self.arms = arms
    self.counts = counts
    self.values = values
    self.covariances = covariances
    self.freedom = freedom
  }

  /// Arms that have no value, all for one reason.
  init(counts: [Int], failing reason: NotEstimable) {
    self.init(
      arms: counts.map { _ in .failure(reason) }, counts: counts, values: counts.map { _ in .failure(reason) },
      covariances: counts.map { _ in counts.map { _ in 0 } }, freedom: .independent)
  }

  /// Σ_ab; the variance where a = b.
  package func covariance(_ a: Int, _ b: Int) throws(NotEstimable) -> Double {
    a == b ? try values[a].get().variance : covariances[a][b]
  }

  /// - Throws: the reason why an arm of the contrast has no value, or why there is no evidence.
  package func evidence(_ contrast: Contrast) throws(NotEstimable) -> NormalEvidence {
    var between = 0.0
    for left in contrast.control {
      for right in contrast.variant {
        between += left.weight * right.weight * covariances[left.arm][right.arm]
      }
    }
    return try NormalEvidence(
      control: try sum(contrast.control), variant: try sum(contrast.variant), covariance: between, freedom: freedom)
  }

  /// The values moved by what is known without error, and the variance of each arm's own rows times a factor.
  func moved(by steps: [Double], ownVarianceTimes factors: [Double]) -> JointValues {
    let moved: [Result<ArmValue, NotEstimable>] = values.indices.map { index in
      values[index].map { arm in
        let own = factors[index] * arm.ownVariance
        return ArmValue(
          value: arm.value + steps[index], variance: max(0, arm.variance - arm.ownVariance + own), ownVariance: own,
          degreesOfFreedom: arm.degreesOfFreedom)
      }
    }
    return replacing(values: moved)
  }

  /// Other values with the same covariances between arms.
  func replacing(values: [Result<ArmValue, NotEstimable>]) -> JointValues {
    JointValues(
      arms: values.map { $0.map(ArmEvidence.normal) }, counts: counts, values: values, covariances: covariances,
      freedom: freedom)
  }

  /// What is known about one side of a contrast alone.
  package func side(_ parts: [Contrast.Part]) -> Result<ArmEvidence, NotEstimable> {
    if parts.count == 1, parts[0].weight == 1 { return arms[parts[0].arm] }
    return Result { () throws(NotEstimable) in .normal(try sum(parts)) }
  }

  package func count(_ parts: [Contrast.Part]) -> Int { parts.reduce(0) { $0 + counts[$1.arm] } }

  private func sum(_ parts: [Contrast.Part]) throws(NotEstimable) -> ArmValue {
    if parts.count == 1, parts[0].weight == 1 { return try values[parts[0].arm].get() }
    var (value, variance, own, square) = (0.0, 0.0, 0.0, 0.0)
    for part in parts {
      let arm = try values[part.arm].get()
      let ofArm = part.weight * part.weight * arm.ownVariance
      value += part.weight * arm.value
      own += ofArm
      square += ofArm * ofArm / arm.degreesOfFreedom
      for other in parts { variance += part.weight * other.weight * (try covariance(part.arm, other.arm)) }
    }
    return ArmValue(
      value: value, variance: max(0, variance), ownVariance: own,
      degreesOfFreedom: square > 0 ? max(1, own * own / square) : .infinity)
  }
}
