import Statistics
import TestSupport

/// The bootstrap of two variants, and fixture F3 (Methods/fixtures, "F3") with its keys.
enum F3Bootstrap {
  static func rows(_ functional: Functional, variant size: Int = 200) throws -> [[[Double]]] {
    let control = GeneratedRows(recipe: "F3 control", seed: 7, keyPrefix: "c-")
    let variant = GeneratedRows(recipe: "F3 treatment", seed: 7, keyPrefix: "t-")
    return try zip([control, variant], [200, size]).map {
      try $0.rows($1).map { Array($0.prefix(functional.dimension)) }
    }
  }

  /// The hashes of the keys c-1, c-2, … and t-1, t-2, ….
  static func units(_ rows: [[[Double]]]) -> [[UInt64]] {
    zip(rows, ["c", "t"]).map { rows, arm in rows.indices.map { CounterHash.fnv1a("\(arm)-\($0 + 1)") } }
  }

  static func evidence(
    _ rows: [[[Double]]], _ functional: Functional, seed: UInt64, count: Int
  ) throws(NotEstimable) -> ReplicateEvidence {
    let moments = StratifiedMoments(arms: rows.map { Moments(rows: $0, dimension: functional.dimension) })
    let method = DeltaMethod(functional)
    let observed = try method.joint(moments).evidence(Contrast(control: 0, variant: 1))
    guard let influence = method.influence(moments) else { throw .tooFew }
    var replicates = PooledReplicates(seed: seed, count: count, sizes: rows.map(\.count))
    for (arm, units) in units(rows).enumerated() {
      guard let form = influence.form(arm: arm, stratum: 0) else { throw .tooFew }
      replicates.add(units: units, values: rows[arm].map { form($0) })
    }
    return ReplicateEvidence(
      observed: observed, counts: (rows[0].count, rows[1].count),
      isNonNegative: influence.nonNegative.allSatisfy(\.self),
      pairs: try replicates.pairs([(0, 1)], [(1, 1)]))
  }
}
