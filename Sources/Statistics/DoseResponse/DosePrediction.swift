#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// The expected outcome at one dose.
package struct DosePrediction: Sendable, Equatable {
  package let dose: Double
  package let value: ArmValue
  package let link: DoseLink

  /// The values that the curve may have at this dose alone; for the band around a whole curve see `DoseCurve.band`.
  ///
  /// Of a probability it is symmetric in the logarithm of the odds, so that it stays between 0 and 1.
  ///
  /// - Throws: `noVariation` where nothing is known of the error, `boundary` for a probability of 0 or 1.
  package func interval(_ boundary: any Boundary) throws(NotEstimable) -> Interval {
    try interval(
      critical: boundary.criticalValue(degreesOfFreedom: value.degreesOfFreedom, variance: value.variance))
  }

  func interval(critical c: Double) throws(NotEstimable) -> Interval {
    guard value.variance > 0 else { throw .noVariation }
    let (p, half) = (value.value, c * value.variance.squareRoot())
    switch link {
    case .identity: return try Interval(from: p - half, to: p + half)
    case .logit:
      guard p > 0, p < 1 else { throw .boundary }
      let (odds, width) = (log(p / (1 - p)), half / (p * (1 - p)))
      return try Interval(from: expit(odds - width), to: expit(odds + width))
    }
  }
}

extension DoseCurve {
  /// - Throws: `identifiability` outside the doses that were seen.
  package func prediction(at dose: Double) throws(NotEstimable) -> DosePrediction {
    let (value, gradient) = try gradient(dose)
    return DosePrediction(dose: dose, value: try arm(value, gradient), link: link)
  }

  /// Two doses of the same curve: what any difference, ratio or odds ratio is asked of.
  ///
  /// - Throws: `identifiability` outside the doses that were seen; `noVariation` where nothing is known of the error, as for
  ///   a dose against itself.
  package func comparison(from: Double, to: Double) throws(NotEstimable) -> Evidence {
    let values = try values(from: from, to: to)
    return switch link {
    case .identity: .normal(values)
    case .logit: .doses(DoseEvidence(self, values, from: from, to: to))
    }
  }

  /// Two doses of the same curve with their covariance by the delta method.
  ///
  /// - Throws: what `comparison` throws.
  package func values(from: Double, to: Double) throws(NotEstimable) -> NormalEvidence {
    let (zero, one) = (try gradient(from), try gradient(to))
    guard from != to else { throw .noVariation }
    return try NormalEvidence(
      control: try arm(zero.value, zero.gradient), variant: try arm(one.value, one.gradient),
      covariance: covariance(zero.gradient, one.gradient), freedom: .common(degreesOfFreedom))
  }

  private func arm(_ value: Double, _ gradient: [Double]) throws(NotEstimable) -> ArmValue {
    let variance = max(0, covariance(gradient, gradient))
    guard value.isFinite, variance.isFinite else { throw .numericallyUnreliable }
    return ArmValue(value: value, variance: variance, degreesOfFreedom: degreesOfFreedom)
  }

  /// The curve at evenly spaced doses from the lowest to the highest, with the interval of each dose alone.
  ///
  /// - Precondition: points > 1.
  package func band(points: Int, _ boundary: any Boundary) -> [(DosePrediction, Result<Interval, NotEstimable>)] {
    precondition(points > 1)
    let (low, high) = (doses.lowerBound, doses.upperBound)
    return (0..<points).compactMap { index in
      let dose = index == points - 1 ? high : low + (high - low) * Double(index) / Double(points - 1)
      guard let prediction = try? prediction(at: dose) else { return nil }
      return (prediction, Result { () throws(NotEstimable) in try prediction.interval(boundary) })
    }
  }
}
