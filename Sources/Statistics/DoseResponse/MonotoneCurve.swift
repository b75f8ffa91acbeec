/// The mean outcome per dose that never falls (or never rises), as close to the observed means as such a curve can be.
///
/// Neighboring doses whose means are in the wrong order are pooled until none is. It needs no shape and has no interval here.
///
/// - Note: M. Ayer and others (1955), *Ann. Math. Stat.* 26, 641-647 (pool adjacent violators).
package struct MonotoneCurve: Sendable, Equatable {
  package struct Point: Sendable, Equatable {
    package let dose: Double
    package let value: Double
  }

  /// Ascending in the dose, one per distinct dose.
  package let points: [Point]

  /// - Throws: `emptyArm` without rows, `numericallyUnreliable` for numbers that are not finite.
  package init(_ rows: [DoseRow], isRising: Bool) throws(NotEstimable) {
    guard !rows.isEmpty else { throw .emptyArm }
    guard rows.allSatisfy({ $0.dose.isFinite && $0.sum.isFinite }) else { throw .numericallyUnreliable }
    let sums = Dictionary(rows.map { ($0.dose, (count: $0.count, sum: $0.sum)) }) {
      ($0.count + $1.count, $0.sum + $1.sum)
    }
    let sorted = sums.sorted { $0.key < $1.key }
    let sign = isRising ? 1.0 : -1.0
    var blocks: [(doses: Int, count: Double, sum: Double)] = []
    for (_, cell) in sorted {
      var block = (doses: 1, count: cell.count, sum: sign * cell.sum)
      while let last = blocks.last, last.sum / last.count >= block.sum / block.count {
        blocks.removeLast()
        block = (last.doses + block.doses, last.count + block.count, last.sum + block.sum)
      }
      blocks.append(block)
    }
    let values = blocks.flatMap { Array(repeating: sign * $0.sum / $0.count, count: $0.doses) }
    points = zip(sorted, values).map { Point(dose: $0.key, value: $1) }
  }

  /// Between two doses on the straight line that joins them.
  ///
  /// - Throws: `identifiability` outside the doses that were seen.
  package func value(at dose: Double) throws(NotEstimable) -> Double {
    guard let right = points.firstIndex(where: { $0.dose >= dose }), points[0].dose <= dose else {
      throw .identifiability
    }
    let high = points[right]
    if high.dose == dose || right == 0 { return high.value }
    let low = points[right - 1]
    return low.value + (high.value - low.value) * (dose - low.dose) / (high.dose - low.dose)
  }
}
