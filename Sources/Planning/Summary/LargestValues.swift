internal import Statistics
internal import Terms

/// How much of the total of a metric few units hold, where that may be much.
package struct LargestValues: Sendable, Equatable {
  /// The position of the metric.
  package let metric: Int
  /// Over all variants: the units, and what they have.
  package let count: Int
  package let total: Double
  /// The share of the units that is looked at, and how many these are.
  package static let share = 0.01
  package let units: Int
  /// The sum of the largest values of so many units.
  package let sumOfLargest: Double
  /// The largest value of each variant; nil where it has none.
  package let largest: [Double?]
  /// The key of a unit that has it, by variant; nil where units have no names, or nobody asked.
  package var keys: [String?]

  package init(
    metric: Int, count: Int, total: Double, units: Int, sumOfLargest: Double, largest: [Double?], keys: [String?] = []
  ) {
    (self.metric, self.count, self.total) = (metric, count, total)
    (self.units, self.sumOfLargest) = (units, sumOfLargest)
    (self.largest, self.keys) = (largest, keys)
  }

  /// The share of the total from which it is said.
  package static let notable = 0.1
  /// How many times an even share it must be: of few units each has much without being large.
  package static let timesEven = 10.0

  /// Whether the share that so many units hold is worth a word.
  package func isNotable(_ share: Double, of units: Int) -> Bool {
    share > Self.notable && share * Double(count) > Self.timesEven * Double(units)
  }

  package var shareOfLargest: Double { (largest.compactMap(\.self).max() ?? 0) / total }
  package var shareOfTop: Double { sumOfLargest / total }
}

extension AnalysisPlan {
  /// Whether few units may hold much of a metric's total, by the sums alone: no k of n values add up to more than
  /// k·m + √(k·Σ(v − m)²) (Cauchy and Schwarz). A cap has dealt with it.
  package func mayBeHeldByFew(_ index: Int, _ cells: [MetricCell]) -> Bool {
    let metric = metrics[index]
    guard metric.aggregateForm == nil, metric.cell == nil, metric.survival == nil, metric.quantile == nil,
      !metric.hasCap, !metric.takesLogarithm, metric.method.ofMoments != nil,
      metric.population.terms[0].kind == .number,
      cells.allSatisfy({ $0.moments.nonNegative.first ?? false })
    else { return false }
    let moments = cells.map { $0.moments.coordinate(0) }
    let all = moments.dropFirst().reduce(moments[0], +)
    let (n, total) = (Double(all.count), all.mean[0] * Double(all.count))
    guard all.count >= 3, total > 0, total.isFinite, all.products[0, 0].isFinite else { return false }
    func most(_ units: Double) -> Double { units * all.mean[0] + (units * all.products[0, 0]).squareRoot() }
    let top = max(1, (n * LargestValues.share).rounded(.up))
    return most(top) / total > LargestValues.notable
  }
}
