internal import Distributions

/// The boundary of one look: Student's t, with one tail probability for each tested side.
///
/// It does not depend on the variance. No initializer leaves the module: a boundary is made by a `Design`.
struct StudentBoundary: Boundary, Equatable {
  private let tail: Double

  /// - Parameter tail: of each tested side.
  /// - Precondition: 0 < tail < 1/2.
  init(tail: Double) {
    precondition(tail > 0 && tail < 0.5)
    self.tail = tail
  }

  func criticalValue(degreesOfFreedom: Double, variance: Double) -> Double {
    StudentT(degreesOfFreedom: degreesOfFreedom).quantile(upperTail: tail)
  }

  func pValue(_ statistic: Double, _ alternative: Alternative, degreesOfFreedom: Double, variance: Double) -> Double {
    let t = StudentT(degreesOfFreedom: degreesOfFreedom)
    return pValue(
      TailProbabilities(above: t.upperTail(statistic), below: t.lowerTail(statistic)), alternative, variance: variance)
  }

  func tail(variance: Double) -> Double { tail }

  func pValue(_ tails: TailProbabilities, _ alternative: Alternative, variance: Double) -> Double {
    switch alternative {
    case .twoSided: min(1, 2 * min(tails.above, tails.below))
    case .greater: tails.above
    case .less: tails.below
    }
  }
}
