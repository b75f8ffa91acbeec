internal import Distributions

/// How the spread of replicates becomes an interval.
package enum BootstrapInterval: String, Sendable, CaseIterable {
  /// Quantiles of the studentized replicates: second-order accurate, and in agreement with the p-value.
  case studentized = "bootstrap-t"
  /// Quantiles of the replicates.
  case percentile
  /// The percentile interval reflected at the estimate.
  case basic
  /// Percentiles corrected for bias and for a standard error that changes with the value.
  case bca
}

extension ReplicateEvidence {
  /// An interval of a chosen kind at `boundary`, on the working scale of the estimand.
  ///
  /// Only the studentized kind inverts `pValue`.
  ///
  /// - Parameter influence: the third moments that the corrected percentiles need.
  /// - Throws: `tooFew` when the replicates do not reach so far out; `numericallyUnreliable` when all replicates lie on one
  ///   side of the estimate, or no third moments are given to correct with.
  package func interval(
    _ kind: BootstrapInterval, on estimand: Estimand, _ boundary: any Boundary, influence: InfluenceMoments? = nil
  ) throws(NotEstimable) -> Interval {
    let scale = WorkingScale(estimand)
    if kind == .studentized { return try interval(on: estimand, boundary) }
    let position = try position(scale)
    let values = OrderStatistics(try values(scale))
    let tail = boundary.tail(variance: position.standardError * position.standardError)
    let tails = (lower: tail, upper: 1 - tail)
    switch kind {
    case .studentized, .percentile:
      return try interval(from: values.quantile(tails.lower), to: values.quantile(tails.upper), scale)
    case .basic:
      let (low, high) = (try values.quantile(tails.lower), try values.quantile(tails.upper))
      return try interval(from: 2 * position.value - high, to: 2 * position.value - low, scale)
    case .bca:
      guard let influence else { throw .numericallyUnreliable }
      let levels = try correctedLevels(tail: tail, on: estimand, influence)
      return try interval(from: values.quantile(levels.lower), to: values.quantile(levels.upper), scale)
    }
  }

  /// z₀ = Φ⁻¹(share of replicates below the estimate), the median bias in standard errors.
  ///
  /// - Throws: `numericallyUnreliable` when all or none are below.
  package func bias(on estimand: Estimand) throws(NotEstimable) -> Double {
    let scale = WorkingScale(estimand)
    let center = try position(scale).value
    let values = try values(scale)
    let below = values.count { $0 < center }
    guard below > 0, below < values.count else { throw .numericallyUnreliable }
    return -Normal.quantile(upperTail: Double(below) / Double(values.count))
  }

  /// The acceleration a on the scale of an estimand.
  package func acceleration(on estimand: Estimand, _ influence: InfluenceMoments) throws(NotEstimable) -> Double {
    let derivatives = try position(WorkingScale(estimand)).derivatives
    return influence.acceleration(control: derivatives.control, variant: derivatives.variant)
  }

  /// - Note: B. Efron (1987), *JASA* 82, 171-185, eq. 1.8.
  private func correctedLevels(
    tail: Double, on estimand: Estimand, _ influence: InfluenceMoments
  ) throws(NotEstimable) -> (lower: Double, upper: Double) {
    let (bias, acceleration) = (try bias(on: estimand), try acceleration(on: estimand, influence))
    let z = Normal.quantile(upperTail: tail)
    func level(_ quantile: Double) -> Double {
      let shifted = bias + quantile
      return Normal.lowerTail(bias + shifted / (1 - acceleration * shifted))
    }
    guard abs(acceleration) * (abs(bias) + z) < 1 else { throw .numericallyUnreliable }
    return (level(-z), level(z))
  }
}
