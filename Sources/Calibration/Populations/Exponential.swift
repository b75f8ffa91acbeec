package import Distributions

/// The exponential distribution: the time until something happens. Its skewness is 2.
package struct Exponential: Population {
  package let mean: Double

  package init(mean: Double) { self.mean = mean }

  package var name: String { "exponential" }

  package func lifted(by lift: Double) -> Exponential { Exponential(mean: mean * (1 + lift)) }

  package func draw(_ stream: RandomStream) -> Double { mean * stream.exponential() }
}
