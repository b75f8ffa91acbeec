extension StratifiedMoments {
  /// The same rows with strata that are too small for one of the arms merged.
  package func mergingSmallStrata(minimum: Int) -> StratifiedMoments {
    merging(strata: strataToMerge(minimum: minimum))
  }

  /// The strata that become one each, by position: those that are too small for one of the arms together, smallest first.
  ///
  /// The merged stratum, where it is still too small, takes in the next smallest. Strata without rows are left out.
  ///
  /// - Note: Methods/adjusted-means, "Strata".
  func strataToMerge(minimum: Int) -> [[Int]] {
    func smallest(_ members: [Int]) -> Int {
      arms.map { arm in members.reduce(0) { $0 + cells[arm][$1].count } }.min() ?? 0
    }
    func size(_ stratum: Int) -> Int { arms.reduce(0) { $0 + cells[$1][stratum].count } }
    let used = strata.filter { size($0) > 0 }
    var residual = used.filter { smallest([$0]) < minimum }
    var alone = used.filter { smallest([$0]) >= minimum }.sorted { (size($0), $0) < (size($1), $1) }
    while !residual.isEmpty, smallest(residual) < minimum, !alone.isEmpty { residual.append(alone.removeFirst()) }
    let groups = alone.sorted().map { [$0] } + (residual.isEmpty ? [] : [residual.sorted()])
    return groups.isEmpty ? [Array(strata)] : groups
  }

  func merging(strata groups: [[Int]]) -> StratifiedMoments {
    StratifiedMoments(
      cells: cells.map { ofArm in
        groups.map { group in group.dropFirst().reduce(ofArm[group[0]]) { $0 + ofArm[$1] } }
      }, outcomes: outcomes
    ).with(slopeShare: slopeShare)
  }
}
