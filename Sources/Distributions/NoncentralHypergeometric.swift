#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// The number of marked items among `draws` items when a marked one has `oddsRatio` times the odds of an unmarked one: the
/// successes of one of two binomial samples given the successes of both (Fisher's noncentral hypergeometric distribution).
///
/// Tabulated once: P(X = x) ∝ C(marked, x)·C(unmarked, draws − x)·ψˣ from the mode outward, until a term is below 10⁻³⁰⁰ of
/// the largest.
///
/// - Note: J. Liao, O. Rosen (2001), *The American Statistician* 55, 366-369.
package struct NoncentralHypergeometric: Sendable, Equatable {
  /// The first count of the table.
  private let first: Int
  /// P(X = first), P(X = first + 1), …
  private let masses: [Double]
  /// P(X ≤ first), P(X ≤ first + 1), …
  private let lower: [Double]
  /// P(X ≥ first), P(X ≥ first + 1), …
  private let upper: [Double]

  /// Terms below this share of the largest one are left out of the table.
  private static let negligible = 1e-300

  /// - Precondition: no count is negative, draws ≤ marked + unmarked; oddsRatio is positive and finite.
  package init(marked: Int, unmarked: Int, draws: Int, oddsRatio: Double) {
    precondition(marked >= 0 && unmarked >= 0 && (0...marked + unmarked).contains(draws))
    precondition(oddsRatio > 0 && oddsRatio.isFinite)
    let support = max(0, draws - unmarked)...min(marked, draws)
    /// P(X = x + 1)/P(X = x).
    func ratio(_ x: Int) -> Double {
      Double(marked - x) / Double(x + 1) * (Double(draws - x) / Double(unmarked - draws + x + 1)) * oddsRatio
    }
    let mode = Self.mode(marked, unmarked, draws, oddsRatio, in: support)
    var (above, below) = ([1.0], [Double]())
    var (x, term) = (mode, 1.0)
    while x < support.upperBound, term > Self.negligible {
      term *= ratio(x)
      above.append(term)
      x += 1
    }
    (x, term) = (mode, 1)
    while x > support.lowerBound, term > Self.negligible {
      x -= 1
      term /= ratio(x)
      below.append(term)
    }
    first = x
    let terms = below.reversed() + above
    let total = terms.reduce(0, +)
    masses = terms.map { $0 / total }
    lower = Self.sums(masses)
    upper = Self.sums(masses.reversed()).reversed()
  }

  /// The sum of independent numbers.
  ///
  /// - Precondition: at least one.
  package init(sumOf parts: [NoncentralHypergeometric]) {
    self = parts.dropFirst().reduce(parts[0]) { $0.adding($1) }
  }

  private init(first: Int, masses: [Double]) {
    self.first = first
    self.masses = masses
    lower = Self.sums(masses)
    upper = Self.sums(masses.reversed()).reversed()
  }

  private func adding(_ other: NoncentralHypergeometric) -> NoncentralHypergeometric {
    var sums = [Double](repeating: 0, count: masses.count + other.masses.count - 1)
    for (i, mass) in masses.enumerated() {
      for (j, own) in other.masses.enumerated() { sums[i + j] += mass * own }
    }
    let limit = (sums.max() ?? 0) * Self.negligible
    let start = sums.firstIndex { $0 > limit } ?? 0
    let end = sums.lastIndex { $0 > limit } ?? sums.count - 1
    return NoncentralHypergeometric(first: first + other.first + start, masses: Array(sums[start...end]))
  }

  private static func sums(_ masses: [Double]) -> [Double] {
    var sum = 0.0
    return masses.map { mass in
      sum += mass
      return min(1, sum)
    }
  }

  /// The count at which the ratio of neighbors falls below 1: a root of a quadratic.
  private static func mode(
    _ marked: Int, _ unmarked: Int, _ draws: Int, _ psi: Double, in support: ClosedRange<Int>
  ) -> Int {
    let (m, d, u) = (Double(marked), Double(draws), Double(unmarked))
    let (a, b, c) = (psi - 1, (m + d + 2) * psi + u - d, (m + 1) * (d + 1) * psi)
    let root = 2 * c / (b + max(0, b * b - 4 * a * c).squareRoot())
    guard root.isFinite else { return support.upperBound }
    return min(support.upperBound, max(support.lowerBound, Int(min(root, Double(support.upperBound)))))
  }

  /// P(X = count); 0 outside the table.
  package func mass(at count: Int) -> Double {
    masses.indices.contains(count - first) ? masses[count - first] : 0
  }

  /// P(X ≤ count).
  package func lowerTail(at count: Int) -> Double {
    count < first ? 0 : lower[min(count - first, lower.count - 1)]
  }

  /// P(X ≥ count).
  package func upperTail(at count: Int) -> Double {
    count - first >= upper.count ? 0 : upper[max(0, count - first)]
  }

  /// The least count x with P(X ≤ x) > `probability`: a draw, where the probability is uniform on [0, 1).
  package func quantile(_ probability: Double) -> Int {
    var (low, high) = (0, lower.count - 1)
    while low < high {
      let middle = low + (high - low) / 2
      if lower[middle] > probability { high = middle } else { low = middle + 1 }
    }
    return first + high
  }
}
