/// Which covariates and which slopes the cells can bear.
struct CovariateSelection {
  /// The rows with the covariates that are left.
  let moments: StratifiedMoments
  let slopes: SlopeRule
  let notes: [EstimateWarning]
  /// Positions of the covariates that are constant or that others determine; empty where all are left out for other reasons.
  let dropped: [Int]
  /// Positions of the covariates that are left.
  let kept: [Int]

  /// Rows that a slope group needs per coefficient.
  private static let rowsPerCoefficient = 10.0

  init(_ moments: StratifiedMoments, _ settings: AdjustmentSettings) {
    var rule = settings.slopes
    var notes: [EstimateWarning] = []
    let share = moments.slopeShare ?? Self.carryingShare(moments)
    while true {
      let kept = Self.independent(moments, rule)
      let groups = Self.groups(moments, rule)
      let needed = Self.rowsPerCoefficient * Double(kept.count + 1)
      let rows = groups.map { group in
        group.reduce(0.0) { $0 + Double(moments.cells[$1.arm][$1.stratum].count) } * (rule == .common ? 1 : share)
      }
      let isShort = settings.hasSlopeFallback && rows.contains { $0 < needed }
      if kept.isEmpty || !isShort {
        if kept.count < moments.covariates { notes.append(.covariateDropped) }
        let dropped = (0..<moments.covariates).filter { !kept.contains($0) }
        self.init(
          moments: moments.keeping(covariates: kept), slopes: rule, notes: notes, kept: kept, dropped: dropped)
        return
      }
      guard let next = rule.fallback else {
        self.init(
          moments: moments.keeping(covariates: []), slopes: rule, notes: [.adjustmentDropped], kept: [], dropped: [])
        return
      }
      rule = next
      notes = [.slopesPooled]
    }
  }

  private init(
    moments: StratifiedMoments, slopes: SlopeRule, notes: [EstimateWarning], kept: [Int], dropped: [Int]
  ) {
    self.kept = kept
    self.dropped = dropped
    self.moments = moments
    self.slopes = slopes
    self.notes = notes
  }

  /// The share of the rows that carry a slope: min(1, 2/(k − 1)) with the kurtosis k of the most skewed outcome, pooled over the arms;
  /// 1 where the shape is not known.
  ///
  /// So many normal rows have a variance that is as well known. A small arm must not fit its own slope to the one large value that it
  /// has.
  static func carryingShare(_ moments: StratifiedMoments) -> Double {
    let arms = moments.arms.map { moments.pooled($0).leading(moments.outcomes) }.filter { $0.count > 1 }
    let kurtoses = (0..<moments.outcomes).compactMap { outcome -> Double? in
      let shapes = arms.compactMap { ArmShape($0.coordinate(outcome), .mean) }
      guard !shapes.isEmpty, shapes.count == arms.count else { return nil }
      return shapes.reduce(0) { $0 + $1.count * $1.kurtosis } / shapes.reduce(0) { $0 + $1.count }
    }
    return kurtoses.max().map { min(1, 2 / max(2, $0 - 1)) } ?? 1
  }

  /// The cells of each slope group.
  static func groups(_ moments: StratifiedMoments, _ rule: SlopeRule) -> [[(arm: Int, stratum: Int)]] {
    var groups: [Int: [(arm: Int, stratum: Int)]] = [:]
    for arm in moments.arms {
      for stratum in moments.strata {
        groups[rule.group(arm: arm, stratum: stratum, arms: moments.arms.count), default: []].append((arm, stratum))
      }
    }
    return groups.sorted { $0.key < $1.key }.map(\.value)
  }

  /// The covariates that no others determine, in any of the groups.
  private static func independent(_ moments: StratifiedMoments, _ rule: SlopeRule) -> [Int] {
    groups(moments, rule).reduce(Array(0..<moments.covariates)) { kept, group in
      let products = kept.map { i in kept.map { j in group.reduce(0) { $0 + moments.covariateProduct($1, i, j) } } }
      return PivotedCholesky(Matrix(kept.count, kept.count) { products[$0][$1] }).independent.map { kept[$0] }
    }
  }
}

extension StratifiedMoments {
  /// S_xx of two covariates in a cell.
  func covariateProduct(_ cell: (arm: Int, stratum: Int), _ i: Int, _ j: Int) -> Double {
    cells[cell.arm][cell.stratum].products[outcomes + i, outcomes + j]
  }

  /// The covariates that an adjustment leaves out because they are constant or others determine them.
  package func droppedCovariates(_ settings: AdjustmentSettings) -> [Int] {
    let able = arms.filter { pooled($0).count > 1 }
    guard covariates > 0, !able.isEmpty else { return [] }
    let rows = keeping(arms: able)
    return CovariateSelection(
      rows.mergingSmallStrata(minimum: strata.count > 1 ? settings.stratumMinimum : 1), settings
    ).dropped
  }
}
