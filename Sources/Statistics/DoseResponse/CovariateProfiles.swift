/// The different covariates of units, each with the share of units that have them: over whom a prediction is averaged.
///
/// A prediction walks through all of them, and an interval asks for hundreds of predictions, so that they lie scaled and flat.
struct CovariateProfiles: Sendable {
  private let shares: [Double]
  /// The scaled covariates of one profile after the other.
  private let scaled: [Double]
  private let dimension: Int

  /// - Precondition: all rows have the same number of covariates.
  init(_ rows: [DoseRow], _ shape: DoseShape, _ scale: TermScale) {
    let total = rows.reduce(0) { $0 + $1.count }
    let counts = Dictionary(rows.map { ($0.covariates, $0.count) }, uniquingKeysWith: +)
    // In an order of their own, so that the last digit does not depend on a dictionary.
    let profiles = counts.sorted { $0.key.lexicographicallyPrecedes($1.key) }
    let none = [Double](repeating: 0, count: shape.dimension)
    dimension = rows[0].covariates.count
    shares = profiles.map { $0.value / total }
    scaled = profiles.flatMap { scale.scaled(none + $0.key).dropFirst(1 + shape.dimension) }
  }

  /// The mean outcome over all profiles, and its gradient in the coefficients.
  ///
  /// - Parameters:
  ///   - terms: the intercept and the scaled terms of a dose.
  ///   - coefficients: of these terms and of the covariates after them.
  func mean(
    _ terms: [Double], _ coefficients: [Double], _ link: DoseLink
  ) -> (value: Double, gradient: [Double]) {
    let own = terms.count
    let linear = terms.indices.reduce(0.0) { $0 + terms[$1] * coefficients[$1] }
    var (value, gradient) = (0.0, [Double](repeating: 0, count: own + dimension))
    for (profile, share) in shares.enumerated() {
      let start = profile * dimension
      var sum = linear
      for index in 0..<dimension { sum += scaled[start + index] * coefficients[own + index] }
      let outcome = link.outcome(sum)
      value += share * outcome.value
      let slope = share * outcome.slope
      for index in 0..<own { gradient[index] += slope * terms[index] }
      for index in 0..<dimension { gradient[own + index] += slope * scaled[start + index] }
    }
    return (value, gradient)
  }
}
