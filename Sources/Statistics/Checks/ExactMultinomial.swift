#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// The probability of counts at least as far from their expectation as the observed ones, by visiting every table of their total.
///
/// Tables are ordered by χ², which is how the large-sample test orders them; ties count. It holds its level at any size and any
/// proportions, where χ² with an expected count of one errs up to four times too often.
///
/// - Note: Methods/sample-ratio, "Test".
enum ExactMultinomial {
  /// Tables that are visited one by one; more take longer than they are worth.
  static let mostTables = 1_000_000

  /// C(n + k − 1, k − 1), the tables of n units in k cells; nil above `mostTables`.
  static func tables(units: Int, cells: Int) -> Int? {
    var count = 1
    for cell in 1..<max(1, cells) {
      // Each is a whole number and greater than the one before it.
      let (product, overflows) = count.multipliedReportingOverflow(by: units + cell)
      guard !overflows, product / cell <= mostTables else { return nil }
      count = product / cell
    }
    return count
  }

  /// What rounding may add to a distance.
  private static let rounding = 1e-9

  /// - Parameter shares: of each cell, above 0, of the sum 1.
  /// - Precondition: as many shares as counts, at least two.
  static func pValue(_ observed: [Int], shares: [Double]) -> Double {
    precondition(observed.count == shares.count && observed.count > 1)
    let total = observed.reduce(0, +)
    var factorials = [0.0]
    for count in stride(from: 1, through: total, by: 1) {
      factorials.append(factorials[count - 1] + log(Double(count)))
    }
    // Per cell and count, what it adds to the distance and to the logarithm of the probability.
    let cells = shares.map { share in
      (0...total).map { count in
        let (expected, logarithm) = (share * Double(total), Double(count) * log(share) - factorials[count])
        return ((Double(count) - expected) * (Double(count) - expected) / expected, logarithm)
      }
    }
    let reached = zip(observed, cells).reduce(0) { $0 + $1.1[$1.0].0 } * (1 - rounding)
    var sum = 0.0
    func visit(_ cell: Int, _ left: Int, _ distance: Double, _ logarithm: Double) {
      guard cell < cells.count - 1 else {
        let last = cells[cell][left]
        if distance + last.0 >= reached { sum += exp(logarithm + last.1) }
        return
      }
      for count in 0...left {
        let own = cells[cell][count]
        visit(cell + 1, left - count, distance + own.0, logarithm + own.1)
      }
    }
    visit(0, total, 0, factorials[total])
    return min(1, sum)
  }
}
