/// Correlations of the form ρ_ij = λ_i·λ_j, which comparisons with one common control have.
///
/// Independent variants share the control's error and nothing else: λ_i = √(Σ₀₀/(Σ₀₀ + Σ_ii)).
///
/// - Note: Methods/multiplicity, "Dunnett".
package enum ProductCorrelation {
  /// How far a correlation may be from the product.
  package static let tolerance = 1e-3
  private static let rounds = 100
  private static let guesses = 8

  /// λ of the differences between independent variants and their common control.
  ///
  /// - Precondition: variances ≥ 0, not both of a difference 0.
  package static func loadings(controlVariance: Double, variantVariances: [Double]) -> [Double] {
    variantVariances.map { variance in
      precondition(controlVariance >= 0 && variance >= 0 && controlVariance + variance > 0)
      return (controlVariance / (controlVariance + variance)).squareRoot()
    }
  }

  /// The λ, each from −1 to 1, whose products are all within the tolerance of the correlations; nil if there are none.
  ///
  /// Of a single variable λ is 0; the signs of all λ may be exchanged at once, which changes nothing.
  ///
  /// - Precondition: the diagonal is 1.
  package static func loadings(_ correlation: SymmetricMatrix) -> [Double]? {
    let m = correlation.dimension
    guard m > 1 else { return Array(repeating: 0, count: m) }
    guard let (leader, partner) = strongest(correlation, without: nil) else { return Array(repeating: 0, count: m) }
    let triads = fromTriads(correlation, leader, partner)
    // Where small correlations leave the triads without a denominator, a value for the leader gives all others.
    let least = abs(correlation[leader, partner])
    let starts = (0...guesses).map { guess in
      let own = least + (1 - least) * Double(guess) / Double(guesses)
      return (0..<m).map { $0 == leader ? own : min(max(correlation[$0, leader] / own, -1), 1) }
    }
    for start in [triads] + starts {
      if let found = polish(start, correlation) { return found }
    }
    return nil
  }

  /// Each λ in turn by least squares, given the others, until the products are close.
  private static func polish(_ start: [Double], _ correlation: SymmetricMatrix) -> [Double]? {
    var loadings = start
    for _ in 0..<rounds {
      if isClose(loadings, correlation) { return loadings }
      for i in loadings.indices {
        let others = loadings.indices.filter { $0 != i }
        let square = others.reduce(0) { $0 + loadings[$1] * loadings[$1] }
        guard square > 0 else { continue }
        let product = others.reduce(0) { $0 + correlation[i, $1] * loadings[$1] }
        loadings[i] = min(max(product / square, -1), 1)
      }
    }
    return nil
  }

  private static func isClose(_ loadings: [Double], _ correlation: SymmetricMatrix) -> Bool {
    loadings.indices.allSatisfy { i in
      (0..<i).allSatisfy { abs(correlation[i, $0] - loadings[i] * loadings[$0]) <= tolerance }
    }
  }

  /// The largest correlation among the variables other than `i`.
  private static func strongest(_ correlation: SymmetricMatrix, without i: Int?) -> (Int, Int)? {
    var best: (Int, Int)?
    var largest = 0.0
    for j in 0..<correlation.dimension where j != i {
      for k in 0..<j where k != i && abs(correlation[j, k]) > largest {
        (best, largest) = ((j, k), abs(correlation[j, k]))
      }
    }
    return best
  }

  /// λ_i² = ρ_ij·ρ_ik/ρ_jk with the largest ρ_jk, exact where the form is; signs as of the variable that correlates most.
  private static func fromTriads(_ correlation: SymmetricMatrix, _ leader: Int, _ partner: Int) -> [Double] {
    (0..<correlation.dimension).map { i in
      let sign = i == leader || correlation[i, leader] >= 0 ? 1.0 : -1.0
      if let (j, k) = strongest(correlation, without: i) {
        let square = correlation[i, j] * correlation[i, k] / correlation[j, k]
        return sign * min(max(square, 0), 1).squareRoot()
      }
      return i == leader || i == partner ? sign * abs(correlation[leader, partner]).squareRoot() : 0
    }
  }
}
