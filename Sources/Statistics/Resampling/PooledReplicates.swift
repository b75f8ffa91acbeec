#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// Bootstrap replicates of several arms, each drawn from the standardized rows of all of them together.
///
/// An arm that is drawn from its own rows inherits their innocence: where they lack the rare large values, so do all its
/// replicates. Of all arms' rows, in units of each arm's standard deviation, an arm of n_a gets each with a weight that is
/// Poisson with mean n_a/n. Rows pass once and leave three sums per arm and replicate behind. These are sums of whole numbers
/// that doubles hold exactly, so that no order and no division of the rows changes a digit.
///
/// - Note: Methods/bootstrap, "Pooled rows"; the decision record 0010 has the cost.
package struct PooledReplicates: Sendable, Equatable {
  /// The share of replicates that may be degenerate before the data are called too few; as many are drawn in reserve.
  package static let redrawLimit = 0.01

  /// Replicates that count.
  package let count: Int
  private let weights: PoissonWeights
  /// Units of an integer in a standard deviation.
  private let factor: Double
  /// ΣW, ΣWq, ΣWq² of every replicate, side by side, for each arm.
  private var totals: [Double]

  /// - Parameters:
  ///   - count: B.
  ///   - sizes: the rows of each arm.
  /// - Precondition: no arm is empty.
  package init(seed: UInt64, count: Int, sizes: [Int]) {
    let total = Double(sizes.reduce(0, +))
    let all = count + Int(Self.redrawLimit * Double(count))
    self.count = count
    weights = PoissonWeights(seed: seed, replicates: all, means: sizes.map { Double($0) / total })
    // The squares of the rows sum to n, so that no weighted sum of q² exceeds 2^53.
    let largest = Double(PoissonThresholds.largest) * total * 2
    factor = Double(sign: .plus, exponent: (53 - Int(log2(largest).rounded(.up))) / 2, significand: 1)
    totals = Array(repeating: 0, count: sizes.count * Self.sums * all)
  }

  private static let sums = 3
  private var arms: Int { totals.count / (Self.sums * weights.replicates) }

  /// Rows that share one pass over the sums of a tile.
  private static let strideRows = 4
  /// Replicates whose sums stay in the first-level cache.
  private static let tileReplicates = 256

  /// Adds rows of any of the arms to every replicate of all of them.
  ///
  /// - Parameters:
  ///   - units: the hash of each unit's key.
  ///   - values: what each row is away from the mean of its arm, in standard deviations of the arm.
  package mutating func add(units: [UInt64], values: [Double]) {
    precondition(units.count == values.count)
    let (factor, weights, arms) = (factor, weights, arms)
    // A file that changes while it is read is no reason to stop: what the sums cannot hold is held at their limit.
    let largest = 0x1p25
    let integers = values.map { min(max(($0 * factor).rounded(), -largest), largest) }
    let padding = [Double](repeating: 0, count: Self.strideRows)
    let (q, squares) = (integers + padding, integers.map { $0 * $0 } + padding)
    // The weights of two arms, four rows each.
    let room = Self.strideRows * Self.tileReplicates
    var scratch = [Double](repeating: 0, count: 2 * room)
    totals.withUnsafeMutableBufferPointer { totals in
      scratch.withUnsafeMutableBufferPointer { scratch in
        guard let all = totals.baseAddress, let w = scratch.baseAddress else { return }
        for start in stride(from: 0, to: weights.replicates, by: Self.tileReplicates) {
          let tile = start..<min(start + Self.tileReplicates, weights.replicates)
          for row in stride(from: 0, to: units.count, by: Self.strideRows) {
            let rows = row..<min(row + Self.strideRows, units.count)
            for arm in stride(from: 0, to: arms, by: 2) {
              for index in rows {
                let place = w + (index - row) * tile.count
                weights.fill(place, place + room, unit: units[index], arm: arm, places: tile)
              }
              for (half, arm) in zip([w, w + room], arm..<min(arm + 2, arms)) {
                // Rows beyond the last count nothing.
                for index in rows.count * tile.count..<Self.strideRows * tile.count { half[index] = 0 }
                let own = all + arm * Self.sums * weights.replicates + start
                Self.add(half, q, squares, row, tile.count, to: own, next: weights.replicates)
              }
            }
          }
        }
      }
    }
  }

  private static func add(
    _ w: UnsafeMutablePointer<Double>, _ q: [Double], _ squares: [Double], _ row: Int, _ width: Int,
    to own: UnsafeMutablePointer<Double>, next: Int
  ) {
    let (a, b, c, d) = (w, w + width, w + 2 * width, w + 3 * width)
    let (qa, qb, qc, qd) = (q[row], q[row + 1], q[row + 2], q[row + 3])
    let (sa, sb, sc, sd) = (squares[row], squares[row + 1], squares[row + 2], squares[row + 3])
    let (sum, square) = (own + next, own + 2 * next)
    for place in 0..<width {
      let (wa, wb, wc, wd) = (a[place], b[place], c[place], d[place])
      own[place] += wa + wb + wc + wd
      sum[place] += wa * qa + wb * qb + wc * qc + wd * qd
      square[place] += wa * sa + wb * sb + wc * sc + wd * sd
    }
  }

  /// An arm of a replicate; nil where it has no more than one row.
  package func mean(arm: Int, replicate: Int) -> ResampledMean? {
    let (all, place) = (weights.replicates, arm * Self.sums * weights.replicates + replicate)
    return ResampledMean(
      count: totals[place], sum: totals[place + all] / factor, squares: totals[place + 2 * all] / (factor * factor))
  }

  /// One side of a contrast: arms with their weights.
  package typealias Side = [(arm: Int, weight: Double)]

  /// The two sides of a contrast in each of the B replicates; one of the reserve in the place of each that is degenerate, for a
  /// side has no more than one row, or neither has a variance.
  ///
  /// - Throws: `tooFew` when the reserve, one in a hundred, is not enough.
  package func pairs(_ control: Side, _ variant: Side) throws(NotEstimable) -> ReplicatePairs {
    func pair(_ replicate: Int) -> (control: ResampledMean, variant: ResampledMean)? {
      func side(_ side: Side) -> ResampledMean? {
        ResampledMean.sum(side.map { (mean(arm: $0.arm, replicate: replicate), $0.weight) })
      }
      guard let zero = side(control), let one = side(variant), zero.variance + one.variance > 0 else { return nil }
      return (zero, one)
    }
    var (next, redraws) = (count, 0)
    var pairs = ReplicatePairs()
    for replicate in 0..<count {
      var found = pair(replicate)
      while found == nil {
        guard next < weights.replicates else { throw .tooFew }
        found = pair(next)
        next += 1
        redraws += 1
      }
      if let found { pairs.append(found.control, found.variant) }
    }
    pairs.redraws = redraws
    return pairs
  }
}
