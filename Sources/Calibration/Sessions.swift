package import Distributions

/// Units that come back a random number of times: each has 1 + Poisson(2) sessions.
///
/// Every session of a unit is worth the same, so that the ratio of the totals has the mean of the population as its true value,
/// and a variance per session would be too small.
package enum Sessions {
  private static let further = PoissonCounts(mean: 2)

  /// The sums over `count` units of [value of all its sessions, its sessions]. How many units have one session, two, and so
  /// on is multinomial.
  package static func totals(of population: any Population, _ count: Int, _ stream: RandomStream) -> TotalSums {
    var sums = TotalSums()
    for (further, units) in stream.multinomial(total: count, weights: further.masses).enumerated() where units > 0 {
      sums.add(population.values(units, stream), sessions: Double(1 + further))
    }
    return sums
  }
}
