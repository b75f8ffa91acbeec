package import Distributions

/// A distribution of one number per unit, from which simulated experiments draw.
package protocol Population: Sendable {
  /// The distribution and its parameters, as a table names it.
  var name: String { get }

  /// The expected value of a unit; positive, so that a lift is defined.
  var mean: Double { get }

  /// The same population with its mean multiplied by 1 + `lift`.
  func lifted(by lift: Double) -> Self

  /// The number of one unit.
  func draw(_ stream: RandomStream) -> Double

  /// The sums over `count` units; where they follow from fewer draws with the same distribution, from these.
  func values(_ count: Int, _ stream: RandomStream) -> ValueSums
}

extension Population {
  package func values(_ count: Int, _ stream: RandomStream) -> ValueSums {
    var sums = ValueSums()
    for _ in 0..<count { sums.add(draw(stream)) }
    return sums
  }
}
