package import Distributions

/// Zero for most units and lognormal for the others: the revenue of a visitor.
///
/// A lift makes the amounts larger and leaves the share of buyers as it is.
package struct ZeroInflated: Population {
  /// The share of units that are not zero.
  package let share: Double
  package let amounts: LogNormal

  package init(share: Double, sigma: Double) { self.init(share: share, amounts: LogNormal(sigma: sigma)) }

  private init(share: Double, amounts: LogNormal) {
    self.share = share
    self.amounts = amounts
  }

  package var name: String { "\(shortNumber(100 * (1 - share))) % zeros, else \(amounts.name)" }
  package var mean: Double { share * amounts.mean }

  package func lifted(by lift: Double) -> ZeroInflated {
    ZeroInflated(share: share, amounts: amounts.lifted(by: lift))
  }

  package func draw(_ stream: RandomStream) -> Double { stream.uniform() < share ? amounts.draw(stream) : 0 }

  /// How many units are not zero is binomial.
  package func values(_ count: Int, _ stream: RandomStream) -> ValueSums {
    var sums = ValueSums()
    let buyers = stream.binomial(trials: count, probability: share)
    for _ in 0..<buyers { sums.add(amounts.draw(stream)) }
    sums.add(0, times: count - buyers)
    return sums
  }
}
