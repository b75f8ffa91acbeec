internal import Distributions

/// The test that units arrived in the proportions that the experiment declared.
///
/// A mismatch means that assignment or logging is broken, so no comparison of the variants can be trusted.
///
/// - Note: Fabijan et al. (2019), KDD; Methods/sample-ratio, "Test".
package struct SampleRatio: Sendable, Equatable {
  /// Two variants with fewer units than this are tested exactly; beyond, χ² is as good and keeps more digits.
  package static let exactLimit = 1_000_000
  /// More variants with a smaller expected count than this, and too many tables to visit, are tested by simulation.
  package static let smallestExpected = 100.0
  package static let draws = 100_000
  /// The generator counts in 32 bits; tables with more units are tested by chi-squared whatever they expect.
  static let simulationLimit = Int(UInt32.max)

  package enum Method: String, Sendable, Equatable {
    case chiSquared = "chi-squared"
    case exactBinomial = "exact-binomial"
    case exactMultinomial = "exact-multinomial"
    case monteCarlo = "monte-carlo-multinomial"
    /// A variant that should get no units got some: no test is needed.
    case forbiddenVariant = "zero-weight-variant"
  }

  package let observed: [Int]
  /// Shares that the weights declare; they sum to one.
  package let expectedShares: [Double]
  package let method: Method
  /// χ²; nil for a variant that should have no units, or next to none.
  package let statistic: Double?
  package let degreesOfFreedom: Int
  package let pValue: Double

  /// - Precondition: as many weights as counts, none negative, some positive.
  /// - Returns: nil when no unit was observed, or only one variant has a weight: there is no ratio to test.
  package init?(observed: [Int], weights: [Double], seed: UInt64 = 1) {
    precondition(observed.count == weights.count && weights.allSatisfy { $0 >= 0 })
    let total = observed.reduce(0, +)
    // Over the largest first, so that no sum of weights overflows.
    let largest = weights.max() ?? 0
    let weights = weights.map { largest > 0 ? $0 / largest : 0 }
    let weight = weights.reduce(0, +)
    let active = weights.indices.filter { weights[$0] > 0 }
    guard total > 0, active.count > 1 else { return nil }
    self.observed = observed
    expectedShares = weights.map { $0 / weight }
    degreesOfFreedom = active.count - 1
    if weights.indices.contains(where: { weights[$0] == 0 && observed[$0] > 0 }) {
      (method, statistic, pValue) = (.forbiddenVariant, nil, 0)
      return
    }
    let expected = expectedShares.map { $0 * Double(total) }
    func distance(_ counts: [Int]) -> Double {
      active.reduce(0) { sum, arm in
        let gap = Double(counts[arm]) - expected[arm]
        return sum + gap * gap / expected[arm]
      }
    }
    let chiSquared = distance(observed)
    let (counts, shares) = (active.map { observed[$0] }, active.map { weights[$0] / weight })
    statistic = chiSquared.isFinite ? chiSquared : nil
    if active.count == 2, total < Self.exactLimit {
      method = .exactBinomial
      let law = Binomial(trials: total, probability: expectedShares[active[1]])
      let count = observed[active[1]]
      pValue = min(1, 2 * min(law.lowerTail(at: count), law.upperTail(at: count)))
    } else if ExactMultinomial.tables(units: total, cells: active.count) != nil {
      method = .exactMultinomial
      pValue = ExactMultinomial.pValue(counts, shares: shares)
    } else if active.count > 2, total <= Self.simulationLimit,
      active.contains(where: { expected[$0] < Self.smallestExpected })
    {
      method = .monteCarlo
      let stream = RandomStream(seed: seed)
      // Counts as far out as the observed ones, up to the rounding of the distance; the observed one is among them.
      let reached = chiSquared * (1 - 1e-9)
      let extreme = (0..<Self.draws).count { _ in
        distance(stream.multinomial(total: total, weights: weights)) >= reached
      }
      pValue = Double(extreme + 1) / Double(Self.draws + 1)
    } else {
      method = .chiSquared
      pValue = ChiSquared(degreesOfFreedom: Double(active.count - 1)).upperTail(chiSquared)
    }
  }
}
