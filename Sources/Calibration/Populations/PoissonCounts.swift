package import Distributions

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// Poisson counts: the orders of a customer.
package struct PoissonCounts: Population {
  package let mean: Double
  /// The probabilities of 0, 1, 2, ... until they vanish beside rounding.
  let masses: [Double]

  package init(mean: Double) {
    self.mean = mean
    var masses = [exp(-mean)]
    while masses.count <= Int(mean) || (masses.last ?? 0) > 1e-18 {
      masses.append((masses.last ?? 0) * mean / Double(masses.count))
    }
    self.masses = masses
  }

  package var name: String { "Poisson, mean \(shortNumber(mean))" }

  package func lifted(by lift: Double) -> PoissonCounts { PoissonCounts(mean: mean * (1 + lift)) }

  package func draw(_ stream: RandomStream) -> Double { Double(stream.poisson(mean: mean)) }

  /// How many units have 0, 1, 2, ... is multinomial.
  package func values(_ count: Int, _ stream: RandomStream) -> ValueSums {
    var sums = ValueSums()
    for (value, units) in stream.multinomial(total: count, weights: masses).enumerated() {
      sums.add(Double(value), times: units)
    }
    return sums
  }
}
