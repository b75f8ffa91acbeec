import Statistics
import TestSupport
import Testing

/// Whether correlations are products of one factor's loadings.
@Suite struct ProductCorrelationTests {
  static func product(_ loadings: [Double], _ shift: (Int, Int) -> Double = { _, _ in 0 }) -> SymmetricMatrix {
    SymmetricMatrix(dimension: loadings.count) { i, j in i == j ? 1 : loadings[i] * loadings[j] + shift(i, j) }
  }

  @Test(arguments: [
    [0.5], [0.5, 0.5], [-0.3, 0.9], [0, 0, 0], [0.2, 0.5, 0.8, 0.95], [-0.6, 0.5, 0.7, -0.2], [0.5, 0.6, 0],
    [0, 0.5, 0, 0.6], [1, 0.3, 0.4], [0.9, 0, 0.3, -0.4, 0.01],
  ])
  func findsTheFactor(loadings: [Double]) throws {
    let correlation = Self.product(loadings)
    let found = try #require(ProductCorrelation.loadings(correlation))
    for i in loadings.indices {
      for j in 0..<i { #expect(isClose(found[i] * found[j], correlation[i, j], absolute: 1e-12)) }
    }
  }

  @Test func toleratesAThousandth() {
    #expect(ProductCorrelation.loadings(Self.product([0.5, 0.6, 0.7, 0.8]) { i, j in i + j == 3 ? 5e-4 : 0 }) != nil)
    #expect(ProductCorrelation.loadings(Self.product([0.5, 0.6, 0.7, 0.8]) { i, j in i + j == 1 ? 0.01 : 0 }) == nil)
  }

  /// Variants that share more than the control: two pairs with a correlation of their own.
  @Test func refusesTwoFactors() {
    let pairs = SymmetricMatrix(dimension: 4) { i, j in i == j ? 1 : i / 2 == j / 2 ? 0.8 : 0.2 }
    #expect(ProductCorrelation.loadings(pairs) == nil)
    #expect(Dunnett(correlation: pairs) == nil)
    // λ₁² would have to be 0.6·0.6/0.1.
    let impossible = SymmetricMatrix(dimension: 3) { i, j in i == j ? 1 : i == 0 ? 0.6 : 0.1 }
    #expect(ProductCorrelation.loadings(impossible) == nil)
  }

  /// The example of Methods/multiplicity, "Dunnett": Σ₀₀ = 1/4000, Σ_ii = 1/2000.
  @Test func loadingsOfIndependentVariants() {
    let loadings = ProductCorrelation.loadings(controlVariance: 1 / 4000.0, variantVariances: [1 / 2000.0, 0])
    #expect(isClose(loadings[0] * loadings[0], 1 / 3.0, relative: 1e-15) && loadings[1] == 1)
  }

  @Test func randomFactorsAreFound() throws {
    var random = SeededRandom(seed: 51)
    for _ in 0..<300 {
      let loadings = (0..<random.integer(2...8)).map { _ in random.chance(0.1) ? 0 : random.uniform(-1..<1) }
      let noise = random.uniform(-4e-4..<4e-4)
      let correlation = Self.product(loadings) { i, j in (i + j) % 2 == 0 ? noise : -noise }
      #expect(ProductCorrelation.loadings(correlation) != nil, "\(loadings) \(noise)")
    }
  }
}
