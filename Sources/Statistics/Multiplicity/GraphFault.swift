/// What is wrong with the weights and transitions of a graph; positions count from 0.
package enum GraphFault: Sendable, Equatable {
  /// There is not one row of transitions per weight, or a row is not as long as there are weights.
  case wrongSize
  /// A weight below 0, or no number.
  case invalidWeight(Int)
  /// The weights sum to more than 1.
  case weightsExceedOne(sum: Double)
  /// A transition below 0, or no number.
  case invalidTransition(from: Int, to: Int)
  /// A hypothesis leaves weight to itself.
  case selfTransition(Int)
  /// A hypothesis leaves more than it has.
  case transitionsExceedOne(from: Int, sum: Double)

  /// What a sum of decimal fractions such as 0.1 + 0.2 + 0.7 may exceed 1 by.
  static let rounding = 1e-12

  /// All faults of a graph: weights ≥ 0 of sum ≤ 1, transitions ≥ 0 of row sums ≤ 1, 0 on the diagonal.
  package static func all(weights: [Double], transitions: [[Double]]) -> [GraphFault] {
    guard transitions.count == weights.count, transitions.allSatisfy({ $0.count == weights.count }) else {
      return [.wrongSize]
    }
    var faults = weights.indices.filter { !isShare(weights[$0]) }.map { invalidWeight($0) }
    let sum = weights.reduce(0, +)
    if sum > 1 + rounding { faults.append(.weightsExceedOne(sum: sum)) }
    for (i, row) in transitions.enumerated() {
      faults += row.indices.filter { !isShare(row[$0]) }.map { .invalidTransition(from: i, to: $0) }
      if row[i] > 0 { faults.append(.selfTransition(i)) }
      let sum = row.reduce(0, +)
      if sum > 1 + rounding { faults.append(.transitionsExceedOne(from: i, sum: sum)) }
    }
    return faults
  }

  private static func isShare(_ value: Double) -> Bool { value >= 0 && value.isFinite }
}

/// A graph that cannot be tested, with all its faults.
package struct InvalidGraph: Error, Sendable, Equatable {
  package let faults: [GraphFault]

  package init(faults: [GraphFault]) { self.faults = faults }
}
