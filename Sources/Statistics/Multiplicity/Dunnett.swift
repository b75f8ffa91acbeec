internal import Distributions

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// Dunnett's test of many variants against one control: the distribution of the most extreme of their statistics.
///
/// The statistics are jointly normal, or a multivariate t of one number of degrees of freedom. Where those of the
/// comparisons differ, the smallest is the careful choice.
///
/// - Note: C. W. Dunnett (1955), *JASA* 50, 1096-1121; C. W. Dunnett, A. C. Tamhane (1991), *Stat. Med.* 10, 939-947;
///   Methods/multiplicity, "Dunnett".
package struct Dunnett: Sendable, Equatable {
  /// λ of each comparison: any two of them have the correlation λ_i·λ_j.
  package let loadings: [Double]
  /// Infinite for normal statistics.
  package let degreesOfFreedom: Double

  /// The relative error as estimated, which is far above the true one of a smooth integrand; a tenth of the tolerance
  /// of p-values.
  private static let relativeError = 1e-7
  /// Of the logarithm of a tail, and so a relative error of the tail.
  private static let seriesError = 1e-9
  /// Standard deviations around its peak in which the integrand over s has all its mass; see `window`.
  private static let reach = 9.0

  /// - Precondition: −1 ≤ λ ≤ 1, degreesOfFreedom > 0. A λ below 0 belongs to a contrast in the other direction.
  package init(loadings: [Double], degreesOfFreedom: Double = .infinity) {
    precondition(loadings.allSatisfy((-1...1).contains) && degreesOfFreedom > 0)
    self.loadings = loadings
    self.degreesOfFreedom = degreesOfFreedom
  }

  /// - Returns: nil when the correlations are not of product form to `ProductCorrelation.tolerance`: Holm's procedure, or
  ///   the largest statistic of bootstrap replicates, takes over.
  package init?(correlation: SymmetricMatrix, degreesOfFreedom: Double = .infinity) {
    guard let loadings = ProductCorrelation.loadings(correlation) else { return nil }
    self.init(loadings: loadings, degreesOfFreedom: degreesOfFreedom)
  }

  /// P(max T ≥ c) on the tested side, P(max |T| ≥ c) for two-sided tests; 0 for no comparisons.
  ///
  /// - Throws: `numericallyUnreliable` when the quadrature did not converge.
  package func upperTail(_ c: Double, alternative: Alternative) throws(NotEstimable) -> Double {
    if loadings.isEmpty { return 0 }
    if alternative == .twoSided, c <= 0 { return 1 }
    // Statistics on the lower side are those of the upper side with another sign, with the same correlations.
    let normals = LargestOfNormals(loadings: loadings, isTwoSided: alternative == .twoSided)
    let tail = degreesOfFreedom > StudentT.normalLimit ? normals.upperTail(c) : average(c, normals)
    guard let tail else { throw .numericallyUnreliable }
    return tail
  }

  /// The c with P(max ≥ c) = α, which simultaneous intervals use.
  ///
  /// - Precondition: 0 < α < 1/2, at least one comparison.
  package func criticalValue(alpha: Double, alternative: Alternative) throws(NotEstimable) -> Double {
    precondition(alpha > 0 && alpha < 0.5 && !loadings.isEmpty)
    func single(_ alpha: Double) -> Double {
      StudentT(degreesOfFreedom: degreesOfFreedom).quantile(upperTail: alternative == .twoSided ? alpha / 2 : alpha)
    }
    // A single comparison is a limit below, Bonferroni's inequality one above; both are reached, so each gives way a little.
    let bracket = (1 - 1e-6) * single(alpha)...(1 + 1e-6) * single(alpha / Double(loadings.count))
    let root = Root.brent(in: bracket) { c in
      (try? upperTail(c, alternative: alternative)).map { log($0 / alpha) } ?? .nan
    }
    guard let root else { throw .numericallyUnreliable }
    return root
  }

  /// P(max ≥ c) over the distribution of the common standard deviation: ∫ f(s)·P(max Z ≥ c·s) ds.
  private func average(_ c: Double, _ normals: LargestOfNormals) -> Double? {
    guard c.isFinite else { return normals.upperTail(c) }
    let scale = ScaledChi(degreesOfFreedom: degreesOfFreedom)
    let window = window(c)
    // The logarithm of the tail is smooth: some two dozen values of it tell all others.
    let series = ChebyshevSeries(over: window, absoluteError: Self.seriesError) { s in
      normals.upperTail(c * s).map { log($0) } ?? .nan
    }
    let integral = Quadrature.integral(over: window, relativeError: Self.relativeError) { s in
      let density = scale.density(s)
      return density > 0 ? density * (series.map { exp($0(s)) } ?? normals.upperTail(c * s) ?? .nan) : 0
    }
    return integral.map { min(1, $0) }
  }

  /// The range of s outside which the integrand is negligible.
  ///
  /// With the Gaussian bound of the normal tail it is at most s^(ν−1)·exp(−(ν + c²)s²/2), which peaks at
  /// s² = (ν − 1)/(ν + c²) with the standard deviation 1/√(2(ν + c²)), and nowhere falls more slowly than at half that rate.
  private func window(_ c: Double) -> ClosedRange<Double> {
    let size = degreesOfFreedom + max(0, c) * max(0, c)
    let peak = (max(0, degreesOfFreedom - 1) / size).squareRoot()
    let width = Self.reach / (2 * size).squareRoot()
    return max(0, peak - width)...peak + width
  }
}

extension Dunnett {
  /// The adjusted p-values of the statistics, in the order given; nil stays nil but counts with its λ, as if never extreme.
  ///
  /// - Precondition: as many statistics as λ, none NaN.
  /// - Throws: `numericallyUnreliable` when a quadrature did not converge.
  package func adjusted(
    _ statistics: [Double?], alternative: Alternative, _ test: StepwiseTest
  ) throws(NotEstimable) -> [Double?] {
    precondition(statistics.count == loadings.count && !statistics.contains { $0?.isNaN == true })
    let extremities = statistics.map { $0.map(alternative.extremity) }
    var adjusted = [Double?](repeating: nil, count: statistics.count)
    var largest = 0.0
    let order = orderOfExtremity(extremities)
    for (position, index) in order.enumerated() {
      guard let extremity = extremities[index] else { continue }
      let compared = test == .singleStep ? order[...] : order[position...]
      let family = Dunnett(loadings: compared.map { loadings[$0] }, degreesOfFreedom: degreesOfFreedom)
      largest = max(largest, try family.upperTail(extremity, alternative: alternative))
      adjusted[index] = largest
    }
    return adjusted
  }
}
