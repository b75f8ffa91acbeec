internal import Distributions

/// The variance τ² of true effects around their mean, after Paule and Mandel.
///
/// τ² is what must be added to every SE² for the dispersion Σ (θ_i − μ)²/(SE_i² + τ²) to be as large as its expectation,
/// K − 1; it is 0 when the dispersion is not larger even so.
///
/// - Note: R. C. Paule, J. Mandel (1982), *J. Res. NBS* 87, 377-385; Methods/heterogeneity, "Partial pooling".
package struct PauleMandel: Sendable, Equatable {
  /// τ² ≥ 0, in the square of the effects' unit.
  package let betweenVariance: Double
  /// μ, the mean with weights 1/(SE² + τ²).
  package let mean: Double

  /// - Returns: nil for fewer than two effects.
  /// - Throws: `numericallyUnreliable` when the effects or their errors leave the range of doubles.
  package init?(_ effects: [EffectEstimate]) throws(NotEstimable) {
    guard effects.count > 1 else { return nil }
    // In units of the largest error, so that no square overflows or vanishes.
    guard let unit = effects.map(\.standardError).max() else { return nil }
    let scaled = effects.compactMap {
      EffectEstimate(value: $0.value / unit, standardError: $0.standardError / unit)
    }
    guard scaled.count == effects.count else { throw .numericallyUnreliable }
    let variance = try Self.root(scaled)
    betweenVariance = variance * unit * unit
    mean = scaled.weightedMean(betweenVariance: variance).mean * unit
    guard mean.isFinite, betweenVariance.isFinite else { throw .numericallyUnreliable }
  }

  private static func root(_ effects: [EffectEstimate]) throws(NotEstimable) -> Double {
    let expected = Double(effects.count - 1)
    func excess(_ variance: Double) -> Double { effects.dispersion(betweenVariance: variance) - expected }
    guard excess(0) > 0 else { return 0 }
    // The dispersion falls in τ², and is below the spread of the effects over τ².
    var upper = 1.0
    while excess(upper) > 0, upper.isFinite { upper *= 4 }
    guard let root = Root.brent(in: 0...upper, excess) else { throw .numericallyUnreliable }
    return root
  }
}
