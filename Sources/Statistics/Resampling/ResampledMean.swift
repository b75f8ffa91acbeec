/// The mean of the standardized rows that one arm of a replicate consists of, with its variance (ΣWx²/ΣW − x̄²)/(ΣW − 1).
package struct ResampledMean: Sendable, Equatable {
  package let mean: Double
  package let variance: Double

  package init(mean: Double, variance: Double) { (self.mean, self.variance) = (mean, variance) }

  /// - Returns: nil where the arm has no more than one row, so that it has no variance.
  init?(count: Double, sum: Double, squares: Double) {
    guard count > 1 else { return nil }
    mean = sum / count
    variance = max(0, squares / count - mean * mean) / (count - 1)
  }

  /// A weighted sum of arms, as they stand on one side of a contrast; nil where one of them has none.
  static func sum(_ parts: [(arm: ResampledMean?, weight: Double)]) -> ResampledMean? {
    var (mean, variance) = (0.0, 0.0)
    for part in parts {
      guard let arm = part.arm else { return nil }
      mean += part.weight * arm.mean
      variance += part.weight * part.weight * arm.variance
    }
    return ResampledMean(mean: mean, variance: variance)
  }
}
