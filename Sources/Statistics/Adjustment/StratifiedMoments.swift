/// The moments of one metric in every cell: the row vector [outcomes, covariates] by variant and stratum.
package struct StratifiedMoments: Sendable, Equatable {
  /// `cells[arm][stratum]`; every arm has the same strata.
  package let cells: [[Moments]]
  /// The length q of the outcome vector; the coordinates after it are covariates.
  package let outcomes: Int
  /// The shape of each arm's influence values, where units were read for it; nil where they were not, or where there is none.
  package private(set) var shapes: [ArmShape?]?

  /// - Precondition: the vectors of all cells have the same length, at least `outcomes`.
  package init(cells: [[Moments]], outcomes: Int) {
    precondition(cells.allSatisfy { $0.count == cells[0].count })
    precondition(cells.joined().allSatisfy { $0.dimension == cells[0][0].dimension && $0.dimension >= outcomes })
    self.cells = cells
    self.outcomes = outcomes
  }

  /// One cell per arm, without covariates.
  package init(arms: [Moments]) {
    self.init(cells: arms.map { [$0] }, outcomes: arms[0].dimension)
  }

  package var arms: Range<Int> { cells.indices }
  package var strata: Range<Int> { cells[0].indices }
  /// The number k of covariates.
  package var covariates: Int { cells[0][0].dimension - outcomes }

  /// One arm over all strata.
  package func pooled(_ arm: Int) -> Moments { cells[arm].dropFirst().reduce(cells[arm][0], +) }

  /// The share of the rows that carry a slope, where another outcome decides about it: parts of an outcome must have its slopes, or
  /// they do not add up to it.
  private(set) var slopeShare: Double?

  /// The same moments with slopes as those of another outcome of the same units.
  package func withSlopes(of other: StratifiedMoments) -> StratifiedMoments {
    with(slopeShare: CovariateSelection.carryingShare(other))
  }

  func with(slopeShare: Double?) -> StratifiedMoments {
    var all = self
    all.slopeShare = slopeShare
    return all
  }

  /// The same moments with what was seen of the units' influence values.
  package func with(shapes: [ArmShape?]?) -> StratifiedMoments {
    var all = self
    all.shapes = shapes
    return all
  }

  /// The outcomes alone, without strata: what an unadjusted comparison sees.
  package var unadjusted: StratifiedMoments {
    StratifiedMoments(cells: arms.map { [pooled($0).leading(outcomes)] }, outcomes: outcomes)
  }

  /// The moments of some of the arms, in their order.
  package func keeping(arms kept: [Int]) -> StratifiedMoments {
    StratifiedMoments(cells: kept.map { cells[$0] }, outcomes: outcomes).with(slopeShare: slopeShare)
  }

  /// The moments of some of the arms, in the places that they have; the others have no rows.
  package func emptying(armsBut kept: Set<Int>) -> StratifiedMoments {
    StratifiedMoments(
      cells: arms.map { arm in kept.contains(arm) ? cells[arm] : cells[arm].map { .empty(dimension: $0.dimension) } },
      outcomes: outcomes)
  }

  /// The moments with some of the covariates, numbered from 0.
  package func keeping(covariates kept: [Int]) -> StratifiedMoments {
    let coordinates = Array(0..<outcomes) + kept.map { outcomes + $0 }
    return StratifiedMoments(cells: cells.map { $0.map { $0.coordinates(coordinates) } }, outcomes: outcomes)
  }
}
