internal import Distributions

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

extension SkewedData {
  /// Shapes that nothing about the test for skewed data was chosen on.
  static let others = [
    // By its inverse: ((1 − u)^−ξ − 1)/ξ.
    SkewedData("generalized Pareto, shape 0.2") { (pow(1 - $0.uniform(), -0.2) - 1) / 0.2 },
    SkewedData("Weibull, shape 0.6") { pow($0.exponential(), 1 / 0.6) },
    SkewedData("97 % zeros, else gamma, shape 3") { stream in
      stream.uniform() < 0.03 ? stream.gamma(shape: 3) : 0
    },
    // Each unit has a probability of its own.
    SkewedData("beta-binomial, 50 trials, Beta(0.3, 9)") { stream in
      let (one, zero) = (stream.gamma(shape: 0.3), stream.gamma(shape: 9))
      return Double(stream.binomial(trials: 50, probability: one / (one + zero)))
    },
    SkewedData("exponential, 1 % of units times 20") { stream in
      stream.exponential() * (stream.uniform() < 0.01 ? 20 : 1)
    },
    SkewedData("10 less a gamma number, shape 0.7") { 10 - $0.gamma(shape: 0.7) },
  ]
}
