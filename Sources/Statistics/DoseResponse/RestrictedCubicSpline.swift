/// A smooth curve of cubic pieces between knots, straight before the first and after the last of them.
///
/// The basis is x itself and, for each knot but the last two, a cubic term in units of x, divided by the square of the
/// distance of the outer knots.
///
/// - Note: F. E. Harrell (2015), *Regression Modeling Strategies*, section 2.4.5; Methods/dose-response.
package struct RestrictedCubicSpline: Sendable, Equatable {
  /// Ascending, at least three.
  package let knots: [Double]

  /// - Precondition: at least three knots, ascending, finite.
  package init(knots: [Double]) {
    precondition(
      knots.count >= 3 && knots.allSatisfy(\.isFinite) && zip(knots, knots.dropFirst()).allSatisfy { $0 < $1 })
    self.knots = knots
  }

  /// The number of terms: one per knot but one.
  package var dimension: Int { knots.count - 1 }

  /// x and its cubic terms.
  package func terms(_ x: Double) -> [Double] {
    let (last, next) = (knots[knots.count - 1], knots[knots.count - 2])
    let scale = (last - knots[0]) * (last - knots[0])
    func cube(_ knot: Double) -> Double {
      let gap = max(0, x - knot)
      return gap * gap * gap
    }
    return [x]
      + knots.dropLast(2).map { knot in
        (cube(knot) - cube(next) * (last - knot) / (last - next) + cube(last) * (next - knot) / (last - next)) / scale
      }
  }
}

extension RestrictedCubicSpline {
  /// The shares of units below the knots, for four and for three of them (Harrell, table 2.3).
  private static let shares: [[Double]] = [[0.05, 0.35, 0.65, 0.95], [0.1, 0.5, 0.9]]

  /// Four knots at quantiles of the doses, three where those coincide, or one at each of three doses.
  ///
  /// - Parameter doses: each dose with its units, in any order.
  /// - Throws: `collinear` with fewer than three different doses, which no curve fits.
  package init(quantilesOf doses: [(dose: Double, units: Double)]) throws(NotEstimable) {
    let sorted = doses.filter { $0.units > 0 }.sorted { $0.dose < $1.dose }
    guard sorted.allSatisfy({ $0.dose.isFinite }) else { throw .numericallyUnreliable }
    let different = Set(sorted.map(\.dose)).sorted()
    guard different.count >= 3 else { throw .collinear }
    for shares in Self.shares {
      let knots = Set(shares.map { Self.quantile($0, sorted) }).sorted()
      // A curve with as many terms as there are doses goes through all of them; more is not to be had.
      if knots.count == shares.count, knots.count <= different.count {
        self.init(knots: knots)
        return
      }
    }
    self.init(knots: [different[0], different[different.count / 2], different[different.count - 1]])
  }

  /// The quantile between the order statistics around 1 + (n − 1)·share.
  ///
  /// - Note: R. J. Hyndman, Y. Fan (1996), *American Statistician* 50, 361-365, definition 7.
  private static func quantile(_ share: Double, _ doses: [(dose: Double, units: Double)]) -> Double {
    let position = (doses.reduce(0) { $0 + $1.units } - 1) * share
    let (low, part) = (position.rounded(.down), position - position.rounded(.down))
    func value(_ rank: Double) -> Double {
      var before = 0.0
      for (dose, units) in doses {
        before += units
        if rank < before { return dose }
      }
      return doses[doses.count - 1].dose
    }
    let (left, right) = (value(low), value(low + 1))
    return left == right ? left : left + part * (right - left)
  }
}
