/// Masses and tails of a binomial distribution at every count, refilled for one probability after another.
///
/// Masses follow from their neighbors outward from the mode, and tails are summed from the far end, so that both keep
/// their relative accuracy.
package struct BinomialTable: Sendable {
  package let trials: Int
  /// The counts whose masses are not negligible.
  package private(set) var range = 0...0
  /// mass(k+1)/mass(k) over the odds, and its inverse.
  private let rising: [Double]
  private let falling: [Double]
  private var masses: [Double]
  private var atMost: [Double]
  private var atLeast: [Double]

  /// - Precondition: trials ≥ 0.
  package init(trials: Int) {
    precondition(trials >= 0)
    self.trials = trials
    let n = Double(trials)
    rising = (0..<trials).map { (n - Double($0)) / (Double($0) + 1) }
    falling = rising.map { 1 / $0 }
    masses = Array(repeating: 0, count: trials + 1)
    (atMost, atLeast) = (masses, masses)
  }

  /// Masses below `negligible` times the largest one are left out.
  ///
  /// - Precondition: 0 ≤ probability ≤ 1, 1e-290 ≤ negligible < 1.
  package mutating func fill(probability: Double, negligible: Double) {
    precondition((0...1).contains(probability) && negligible >= 1e-290 && negligible < 1)
    let mode = min(trials, Int(Double(trials + 1) * probability))
    let odds = probability / (1 - probability)
    let inverse = (1 - probability) / probability
    var (low, high, sum) = (mode, mode, 1.0)
    masses[mode] = 1
    var mass = 1.0
    while high < trials {
      mass *= rising[high] * odds
      if mass < negligible { break }
      high += 1
      masses[high] = mass
      sum += mass
    }
    mass = 1
    while low > 0 {
      mass *= falling[low - 1] * inverse
      if mass < negligible { break }
      low -= 1
      masses[low] = mass
      sum += mass
    }
    range = low...high
    sumTails(scale: 1 / sum)
  }

  private mutating func sumTails(scale: Double) {
    var tail = 0.0
    for count in range {
      masses[count] *= scale
      tail += masses[count]
      atMost[count] = tail
    }
    tail = 0
    for count in range.reversed() {
      tail += masses[count]
      atLeast[count] = tail
    }
  }

  /// P(X = count).
  package func mass(_ count: Int) -> Double { range.contains(count) ? masses[count] : 0 }

  /// P(X ≤ count).
  package func lowerTail(_ count: Int) -> Double {
    count < range.lowerBound ? 0 : count >= range.upperBound ? 1 : atMost[count]
  }

  /// P(X ≥ count).
  package func upperTail(_ count: Int) -> Double {
    count > range.upperBound ? 0 : count <= range.lowerBound ? 1 : atLeast[count]
  }
}
