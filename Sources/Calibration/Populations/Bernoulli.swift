package import Distributions

/// 1 with a probability, and 0 otherwise: whether a visitor converted.
package struct Bernoulli: Population {
  package let probability: Double

  package init(probability: Double) { self.probability = probability }

  package var name: String { "Bernoulli, \(shortNumber(100 * probability)) %" }
  package var mean: Double { probability }

  package func lifted(by lift: Double) -> Bernoulli { Bernoulli(probability: probability * (1 + lift)) }

  package func draw(_ stream: RandomStream) -> Double { stream.uniform() < probability ? 1 : 0 }

  /// How many units have a 1 is binomial.
  package func values(_ count: Int, _ stream: RandomStream) -> ValueSums {
    var sums = ValueSums()
    let successes = stream.binomial(trials: count, probability: probability)
    sums.add(1, times: successes)
    sums.add(0, times: count - successes)
    return sums
  }
}
