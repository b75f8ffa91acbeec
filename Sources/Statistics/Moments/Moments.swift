/// Count, means, centred second moments and, where asked for, centred third and fourth moments of the row vector of a cell.
///
/// Cells merge with `+`, which is associative and has the empty cell as its identity, so a total does not depend on how
/// the rows were divided.
///
/// - Note: T. F. Chan, G. H. Golub, R. J. LeVeque (1983), *American Statistician* 37, 242-247; P. Pébay (2008),
///   SAND2008-6212; Methods/moments.
package struct Moments: Sendable, Equatable {
  /// Analysis rows in the cell.
  package let count: Int
  /// The mean of each coordinate; zeros when the cell is empty.
  package let mean: [Double]
  /// What the doubles of the mean lack of it: sums of exact integers know it, and the difference of two large means needs it; nil
  /// where it is not known.
  package let remainder: [Double]?
  /// S = Σ (v − m)(v − m)', not divided by the count.
  package let products: SymmetricMatrix
  /// Σ (v − m)ᵢ(v − m)ⱼ(v − m)ₖ of the leading coordinates; nil where the shape of the values is not known.
  package let cubes: SymmetricCube?
  /// Σ (v − m)ᵢ(v − m)ⱼ(v − m)ₖ(v − m)ₗ of the same coordinates; nil where the shape is not known.
  package let quartics: SymmetricQuartic?
  /// Whether a coordinate is known to be at least 0 in every row; where that is not known it is false.
  package let nonNegative: [Bool]

  package init(
    count: Int, mean: [Double], products: SymmetricMatrix, cubes: SymmetricCube? = nil,
    quartics: SymmetricQuartic? = nil, nonNegative: [Bool]? = nil, remainder: [Double]? = nil
  ) {
    precondition(remainder.map { $0.count == mean.count } ?? true)
    precondition(count >= 0 && products.dimension == mean.count && cubes.map { $0.dimension <= mean.count } ?? true)
    precondition(quartics.map { $0.dimension == cubes?.dimension } ?? true)
    self.count = count
    self.mean = mean
    self.remainder = remainder
    self.products = products
    self.cubes = cubes
    self.quartics = quartics
    self.nonNegative = nonNegative ?? mean.map { _ in false }
    precondition(self.nonNegative.count == mean.count)
  }

  package var dimension: Int { mean.count }

  /// The cell without rows: the identity of `+`.
  package static func empty(dimension: Int) -> Moments {
    Moments(
      count: 0, mean: Array(repeating: 0, count: dimension), products: SymmetricMatrix(zero: dimension),
      cubes: SymmetricCube(dimension: dimension) { _, _, _ in 0 },
      quartics: SymmetricQuartic(dimension: dimension) { _, _, _, _ in 0 },
      nonNegative: Array(repeating: true, count: dimension))
  }

  /// The cell of `trials` rows of which `successes` are 1 and the others 0.
  ///
  /// - Precondition: 0 ≤ successes ≤ trials.
  package init(successes: Int, trials: Int) { self.init(nested: [successes], trials: trials) }

  /// The cell of rows of zeros and ones, in which a 1 follows only ones: each coordinate is 1 in so many of the rows.
  ///
  /// The product of two coordinates is the later one, so that the counts tell all products.
  ///
  /// - Precondition: no count exceeds the one before it, or the trials; none is negative.
  package init(nested successes: [Int], trials: Int) {
    precondition(zip([trials] + successes, successes + [0]).allSatisfy { $0 >= $1 })
    let (counts, n) = (successes.map(Double.init), Double(trials))
    self.init(
      count: trials, mean: counts.map { trials == 0 ? 0 : $0 / n },
      products: SymmetricMatrix(dimension: counts.count) { i, j in
        trials == 0 ? 0 : counts[max(i, j)] * (n - counts[min(i, j)]) / n
      }, nonNegative: counts.map { _ in true })
  }

  /// The cell of a single row.
  ///
  /// - Parameter shaped: of how many of the first coordinates there are third and fourth moments; nil is all.
  package init(row: [Double], shaped: Int? = nil) {
    let shaped = shaped ?? row.count
    self.init(
      count: 1, mean: row, products: SymmetricMatrix(zero: row.count),
      cubes: SymmetricCube(dimension: shaped) { _, _, _ in 0 },
      quartics: SymmetricQuartic(dimension: shaped) { _, _, _, _ in 0 }, nonNegative: row.map { $0 >= 0 })
  }

  /// The moments with the same spread around another mean.
  package func replacing(mean: [Double]) -> Moments {
    Moments(
      count: count, mean: mean, products: products, cubes: cubes, quartics: quartics, nonNegative: nonNegative,
      remainder: remainder.map { own in own.indices.map { mean[$0] == self.mean[$0] ? own[$0] : 0 } })
  }

  /// The moments with more coordinates, which have the same value in every row of the cell.
  package func appending(constants: [Double]) -> Moments {
    guard !constants.isEmpty else { return self }
    let dimension = dimension
    return Moments(
      count: count, mean: mean + (count > 0 ? constants : constants.map { _ in 0 }),
      products: SymmetricMatrix(dimension: dimension + constants.count) {
        $0 < dimension && $1 < dimension ? products[$0, $1] : 0
      }, cubes: cubes, quartics: quartics, nonNegative: nonNegative + constants.map { $0 >= 0 },
      remainder: remainder.map { $0 + constants.map { _ in 0 } })
  }

  /// The moments of some coordinates, in the given order.
  package func coordinates(_ kept: [Int]) -> Moments {
    let known = kept.prefix { $0 < cubes?.dimension ?? 0 }.count
    return Moments(
      count: count, mean: kept.map { mean[$0] },
      products: SymmetricMatrix(dimension: kept.count) { products[kept[$0], kept[$1]] },
      cubes: cubes.map { cubes in SymmetricCube(dimension: known) { cubes[kept[$0], kept[$1], kept[$2]] } },
      quartics: quartics.map { quartics in
        SymmetricQuartic(dimension: known) { quartics[kept[$0], kept[$1], kept[$2], kept[$3]] }
      }, nonNegative: kept.map { nonNegative[$0] }, remainder: remainder.map { own in kept.map { own[$0] } })
  }

  /// The moments of one coordinate alone.
  package func coordinate(_ index: Int) -> Moments { coordinates([index]) }

  /// The moments of the first coordinates.
  package func leading(_ count: Int) -> Moments { count == dimension ? self : coordinates(Array(0..<count)) }

  package static func + (left: Moments, right: Moments) -> Moments {
    precondition(left.dimension == right.dimension)
    if left.count == 0 { return right }
    if right.count == 0 { return left }
    let (nLeft, nRight) = (Double(left.count), Double(right.count))
    let n = nLeft + nRight
    let plain = zip(left.mean, right.mean).map { $1 - $0 }
    let known = left.remainder.flatMap { left in right.remainder.map { right in zip(left, right).map { $1 - $0 } } }
    let step = known.map { zip(plain, $0).map(+) } ?? plain
    let mean = zip(left.mean, step).map { $0 + $1 * (nRight / n) }
    // Of left + step·share, whose first part is the larger one where this matters.
    let remainder = known.flatMap { _ in left.remainder }.map { own in
      own.indices.map { own[$0] + step[$0] * (nRight / n) - (mean[$0] - left.mean[$0]) }
    }
    let products = SymmetricMatrix(dimension: left.dimension) { i, j in
      left.products[i, j] + right.products[i, j] + step[i] * step[j] * (nLeft * nRight / n)
    }
    let nonNegative = zip(left.nonNegative, right.nonNegative).map { $0 && $1 }
    guard let leftCubes = left.cubes, let rightCubes = right.cubes else {
      return Moments(
        count: left.count + right.count, mean: mean, products: products, nonNegative: nonNegative,
        remainder: remainder)
    }
    let cubes = SymmetricCube(dimension: min(leftCubes.dimension, rightCubes.dimension)) { i, j, k in
      func pairing(_ a: Int, _ b: Int, _ c: Int) -> Double {
        step[a] * (nLeft * right.products[b, c] - nRight * left.products[b, c]) / n
      }
      return leftCubes[i, j, k] + rightCubes[i, j, k]
        + step[i] * step[j] * step[k] * (nLeft * nRight * (nLeft - nRight) / (n * n))
        + pairing(i, j, k) + pairing(j, i, k) + pairing(k, i, j)
    }
    let (ofLeft, ofRight) = (left.quartics(about: mean), right.quartics(about: mean))
    return Moments(
      count: left.count + right.count, mean: mean, products: products, cubes: cubes,
      quartics: ofLeft.flatMap { ofLeft in
        ofRight.map { ofRight in
          SymmetricQuartic(dimension: cubes.dimension) { ofLeft[$0, $1, $2, $3] + ofRight[$0, $1, $2, $3] }
        }
      }, nonNegative: nonNegative, remainder: remainder)
  }

  /// Fourth sums about another center: of v − m + a, of which a power of v − m alone, the first, sums to zero.
  private func quartics(about center: [Double]) -> SymmetricQuartic? {
    guard let cubes, let quartics else { return nil }
    let a = zip(mean, center).map { $0 - $1 }
    return SymmetricQuartic(dimension: quartics.dimension) { i, j, k, l in
      let ofThree = a[i] * cubes[j, k, l] + a[j] * cubes[i, k, l] + a[k] * cubes[i, j, l] + a[l] * cubes[i, j, k]
      let ofTwo =
        a[i] * a[j] * products[k, l] + a[i] * a[k] * products[j, l] + a[i] * a[l] * products[j, k]
        + a[j] * a[k] * products[i, l] + a[j] * a[l] * products[i, k] + a[k] * a[l] * products[i, j]
      return quartics[i, j, k, l] + ofThree + ofTwo + Double(count) * a[i] * a[j] * a[k] * a[l]
    }
  }
}
