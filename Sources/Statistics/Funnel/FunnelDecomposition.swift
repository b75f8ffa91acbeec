#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// The end-to-end ratio of two variants as a product over the steps of an ordered funnel: ln RR = Σ ℓ_j.
///
/// - Note: Methods/funnels, "Contributions".
package struct FunnelDecomposition: Sendable, Equatable {
  /// The steps that could be decomposed; a step that nobody of a variant reached ends the list.
  package let steps: [FunnelContribution]
  /// Over these steps together.
  package let total: FunnelContribution
  /// Cov(ℓ_j, ℓ_k).
  package let covariance: SymmetricMatrix
  /// The steps that were asked for.
  package let stepsAsked: Int

  init(steps: [FunnelContribution], total: FunnelContribution, covariance: SymmetricMatrix, stepsAsked: Int) {
    self.steps = steps
    self.total = total
    self.covariance = covariance
    self.stepsAsked = stepsAsked
  }

  /// Whether a variant has nobody at some step, so that the decomposition stops before it.
  package var isCut: Bool { steps.count < stepsAsked }

  /// Independent units: [exposed, reach₁, …, reach_J] of each variant.
  ///
  /// The steps of nested binomials are uncorrelated: Var ℓ_j = Σ_a (1 − p_aj)/(p_aj·reach_{a,j−1}).
  ///
  /// - Precondition: as many counts in both, at least two; no step exceeds the one before, none is negative.
  /// - Throws: `emptyArm`; `boundary` where nobody of a variant reached the first step.
  package init(control: [Int], variant: [Int]) throws(NotEstimable) {
    precondition(control.count == variant.count && control.count > 1)
    for reach in [control, variant] {
      precondition(zip(reach, reach.dropFirst()).allSatisfy { $0 >= $1 } && reach[reach.count - 1] >= 0)
    }
    guard control[0] > 0, variant[0] > 0 else { throw .emptyArm }
    let kept = (1..<control.count).prefix { control[$0] > 0 && variant[$0] > 0 }
    guard let last = kept.last else { throw .boundary }
    func contribution(from start: Int, to end: Int) -> FunnelContribution {
      var (rates, variance): ([Double], Double) = ([], 0)
      for reach in [control, variant] {
        let (before, after) = (Double(reach[start]), Double(reach[end]))
        rates.append(after / before)
        // (1 − p)/(p·reach), from the count of those who stopped.
        variance += (before - after) / (before * after)
      }
      return FunnelContribution(
        control: rates[0], variant: rates[1], logRatio: log(rates[1] / rates[0]), variance: variance,
        degreesOfFreedom: .infinity)
    }
    let steps = kept.map { contribution(from: $0 - 1, to: $0) }
    self.init(
      steps: steps, total: contribution(from: 0, to: last),
      covariance: SymmetricMatrix(dimension: steps.count) { $0 == $1 ? steps[$0].variance : 0 },
      stepsAsked: control.count - 1)
  }
}
