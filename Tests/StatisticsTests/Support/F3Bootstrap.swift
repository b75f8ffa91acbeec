import Statistics
import TestSupport

/// The bootstrap of two variants, and fixture F3 (Methods/fixtures, "F3") with its keys.
enum F3Bootstrap {
  static func rows(_ functional: Functional) throws -> [[[Double]]] {
    let control = GeneratedRows(recipe: "F3 control", seed: 7, keyPrefix: "c-")
    let variant = GeneratedRows(recipe: "F3 treatment", seed: 7, keyPrefix: "t-")
    return try [control, variant].map { try $0.rows(200).map { Array($0.prefix(functional.dimension)) } }
  }

  static func cells(_ rows: [[[Double]]], _ functional: Functional) -> [ReplicateRows] {
    zip(rows, ["c", "t"]).map { rows, arm in
      let units = rows.indices.map { CounterHash.fnv1a("\(arm)-\($0 + 1)") }
      return ReplicateRows(units: units, rows: rows, dimension: functional.dimension)
    }
  }

  static func comparison(_ functional: Functional, _ cells: [Moments]) throws(NotEstimable) -> NormalEvidence {
    let estimate = DeltaMethod(functional).estimate(control: cells[0], variant: cells[1])
    guard case .normal(let evidence) = try estimate.evidence.get() else { throw .numericallyUnreliable }
    return evidence
  }

  static func evidence(
    _ rows: [[[Double]]], _ functional: Functional, seed: UInt64, count: Int
  ) throws(NotEstimable) -> ReplicateEvidence {
    try Bootstrap.run(cells: cells(rows, functional), seed: seed, count: count) { cells throws(NotEstimable) in
      try comparison(functional, cells)
    }
  }
}
