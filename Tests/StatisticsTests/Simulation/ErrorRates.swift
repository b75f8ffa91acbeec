import Distributions
import Statistics
import Testing

/// How often intervals missed the truth over many simulated experiments, and on which side.
struct ErrorRates: Sendable {
  let replicates: Int
  /// Shares of the intervals that lie wholly below, and wholly above, the truth.
  let below: Double
  let above: Double
  /// Share of experiments that gave no interval; they count as covering nothing and missing nothing.
  let undefined: Double

  /// Type I error of the two-sided test of the truth.
  var missed: Double { below + above }

  /// Three Monte-Carlo standard errors of a rate (Methods/numerical-accuracy, "Simulated error rates").
  static func band(_ rate: Double, _ replicates: Int) -> ClosedRange<Double> {
    let error = (rate * (1 - rate) / Double(replicates)).squareRoot()
    return rate - 3 * error...rate + 3 * error
  }

  /// Simulates experiments and holds their intervals against the truth.
  ///
  /// Lets other tests run in between: those of engines wait for answers, and must not wait for this arithmetic as well.
  init(_ name: String, replicates: Int, truth: Double, _ experiment: () -> Interval?) async {
    var (below, above, undefined) = (0, 0, 0)
    for replicate in 0..<replicates {
      if replicate % 50 == 0 { await Task.yield() }
      guard let interval = experiment() else {
        undefined += 1
        continue
      }
      below += interval.upper < truth ? 1 : 0
      above += interval.lower > truth ? 1 : 0
    }
    let n = Double(replicates)
    self.replicates = replicates
    (self.below, self.above, self.undefined) = (Double(below) / n, Double(above) / n, Double(undefined) / n)
    print("\(name): \(replicates) runs, below \(self.below), above \(self.above), undefined \(self.undefined)")
  }
}

/// Count, mean, squares and cross-products of one simulated variant, summed in place.
struct RunningSums {
  private var count = 0
  private var sums = (0.0, 0.0)
  private var squares = (0.0, 0.0, 0.0)

  mutating func add(_ y: Double, _ d: Double = 1) {
    count += 1
    sums = (sums.0 + y, sums.1 + d)
    squares = (squares.0 + y * y, squares.1 + y * d, squares.2 + d * d)
  }

  var mean: Moments {
    let n = Double(count)
    let square = max(0, squares.0 - sums.0 * sums.0 / n)
    return Moments(count: count, mean: [sums.0 / n], products: SymmetricMatrix(dimension: 1) { _, _ in square })
  }

  var ratio: Moments {
    let n = Double(count)
    let products = [
      squares.0 - sums.0 * sums.0 / n, squares.1 - sums.0 * sums.1 / n, squares.2 - sums.1 * sums.1 / n,
    ]
    return Moments(
      count: count, mean: [sums.0 / n, sums.1 / n],
      products: SymmetricMatrix(dimension: 2) { row, column in products[row + column] })
  }
}
