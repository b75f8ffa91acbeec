internal import Distributions
internal import Statistics

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// A shape of one number per unit, or of two whose totals are compared as a ratio; the variants do not differ.
struct SkewedData: Sendable {
  let name: String
  let functional: Functional
  /// The moments of so many units.
  let moments: @Sendable (Int, RandomStream) -> Moments

  init(_ population: some Population) {
    (name, functional) = (population.name, .mean)
    moments = { population.values($0, $1).moments }
  }

  /// - Parameter draw: the number of one unit.
  init(_ name: String, _ draw: @escaping @Sendable (RandomStream) -> Double) {
    (self.name, functional) = (name, .mean)
    moments = { count, stream in
      var sums = ValueSums()
      for _ in 0..<count { sums.add(draw(stream)) }
      return sums.moments
    }
  }

  private init(_ name: String, totals: @escaping @Sendable (Int, RandomStream) -> TotalSums) {
    (self.name, functional) = (name, .ratio)
    moments = { totals($0, $1).moments }
  }

  /// The ways in which a metric reads them, as keys of a spec.
  var keys: String {
    switch functional {
    case .mean: #""type": "mean", "column": "y""#
    case .ratio: #""type": "ratio", "numerator": "y", "denominator": "d""#
    }
  }
}

extension SkewedData {
  /// The shapes on which the test for skewed data was chosen (Methods/skewed-data).
  static let known = [
    SkewedData(LogNormal(sigma: 1)), SkewedData(LogNormal(sigma: 2)), SkewedData(ZeroInflated(share: 0.02, sigma: 1)),
    SkewedData(ZeroInflated(share: 0.05, sigma: 1.5)),
    // A gamma number of shape ½ is the square of a normal one.
    SkewedData("negative binomial, mean 1, k 0.5") { stream in
      let z = stream.normal()
      return Double(stream.poisson(mean: z * z))
    },
    SkewedData(Exponential(mean: 1)), SkewedData(PoissonCounts(mean: 0.05)), orderValue,
    SkewedData("normal, mean 1, sd 1") { 1 + $0.normal() },
  ]

  /// Revenue over orders of units of which one in twenty buys: 1 + Poisson(½) orders, worth orders^1.2 times a lognormal number.
  private static let orderValue = SkewedData("revenue / orders, 5 % buyers") { count, stream in
    var sums = TotalSums()
    let buyers = stream.binomial(trials: count, probability: 0.05)
    for (further, units) in stream.multinomial(total: buyers, weights: PoissonCounts(mean: 0.5).masses).enumerated()
    where units > 0 {
      let orders = Double(1 + further)
      var values = ValueSums()
      for _ in 0..<units { values.add(pow(orders, 0.2) * exp(3 + 0.8 * stream.normal())) }
      sums.add(values, sessions: orders)
    }
    var none = ValueSums()
    none.add(0, times: count - buyers)
    sums.add(none, sessions: 0)
    return sums
  }
}
