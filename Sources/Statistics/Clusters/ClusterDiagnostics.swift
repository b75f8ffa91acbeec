/// How much clusters cost: their effective number, the correlation within them, and the variance they multiply.
///
/// - Note: C. A. Carter, K. T. Schnepel, D. G. Steigerwald (2017), *REStat* 99, 698-709;
///   Methods/clusters, "Design effect".
package struct ClusterDiagnostics: Sendable, Equatable {
  /// G* = (Σd)²/Σd² in each variant: equal clusters that would be worth as much.
  package let effectiveClusters: (control: Double, variant: Double)
  /// The correlation of two events of one cluster, by analysis of variance within variants; nil without the events' squares.
  package let intraclassCorrelation: Double?
  /// The variance of the difference if every event were a unit of its own; nil without the events' squares.
  package let independentVariance: Double?

  /// - Throws: `emptyArm`; `denominatorZero` where a variant has no events.
  package init(control: [ClusterRow], variant: [ClusterRow]) throws(NotEstimable) {
    let (zero, one) = (try Arm(control), try Arm(variant))
    effectiveClusters = (zero.effective, one.effective)
    independentVariance = zero.independentVariance.flatMap { zero in one.independentVariance.map { zero + $0 } }
    intraclassCorrelation = Self.correlation(zero, one)
  }

  /// V_cluster/V_iid; nil where the independent variance is unknown or zero.
  package func designEffect(_ evidence: NormalEvidence) -> Double? {
    independentVariance.flatMap { $0 > 0 ? evidence.variance(r: 1) / $0 : nil }
  }

  /// ρ = (MSB − MSW)/(MSB + (n₀ − 1)MSW), n₀ = Σ_a(N_a − Σd²/N_a)/Σ_a(G_a − 1).
  private static func correlation(_ zero: Arm, _ one: Arm) -> Double? {
    guard let inZero = zero.within, let inOne = one.within else { return nil }
    let clusters = zero.clusters + one.clusters - 2
    let events = zero.events + one.events - zero.clusters - one.clusters
    guard clusters > 0, events > 0 else { return nil }
    let (between, within) = ((zero.between + one.between) / clusters, (inZero + inOne) / events)
    let size = (zero.spread + one.spread) / clusters
    let total = between + (size - 1) * within
    return total > 0 ? (between - within) / total : nil
  }

  private struct Arm {
    let clusters: Double
    let events: Double
    let effective: Double
    /// N − Σd²/N.
    let spread: Double
    /// Σ d(ȳ − R)².
    let between: Double
    /// Σ of squares about the cluster's own mean.
    let within: Double?
    let independentVariance: Double?

    init(_ rows: [ClusterRow]) throws(NotEstimable) {
      guard !rows.isEmpty else { throw .emptyArm }
      // A cluster without events has no mean, and no part in any of these sums.
      let filled = rows.filter { $0.size > 0 }
      events = filled.reduce(0) { $0 + $1.size }
      guard events > 0, rows.allSatisfy({ $0.size >= 0 }) else { throw .denominatorZero }
      clusters = Double(filled.count)
      let sizes = filled.reduce(0) { $0 + $1.size * $1.size }
      effective = events * events / sizes
      spread = events - sizes / events
      let ratio = filled.reduce(0) { $0 + $1.sum } / events
      between = filled.reduce(0) { sum, row in
        let distance = row.sum / row.size - ratio
        return sum + row.size * distance * distance
      }
      let squares = filled.compactMap(\.squares)
      guard squares.count == filled.count else {
        (within, independentVariance) = (nil, nil)
        return
      }
      let inside = zip(filled, squares).reduce(0) { $0 + max(0, $1.1 - $1.0.sum * $1.0.sum / $1.0.size) }
      within = inside
      independentVariance = events > 1 ? (inside + between) / (events * (events - 1)) : nil
    }
  }

  package static func == (left: ClusterDiagnostics, right: ClusterDiagnostics) -> Bool {
    left.effectiveClusters == right.effectiveClusters && left.intraclassCorrelation == right.intraclassCorrelation
      && left.independentVariance == right.independentVariance
  }
}
