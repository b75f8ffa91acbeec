/// Whether the shape of influence values must be looked at unit by unit, as far as moments tell.
///
/// The moments of a cell hold the shape of the values, not that of residuals, nor of totals of clusters. Another pass over the data is
/// asked for only where that shape may matter.
///
/// - Note: Methods/skewed-data, "Adjusted values and clusters".
enum ShapeScreen {
  /// Half of the limit from which on the pivot decides: residuals may be somewhat more skewed than the values let expect.
  private static let limit = PooledShape.normalLimit / 2
  /// Clusters beyond which their shape is not looked at: to matter, totals would need a skewness of 0.064·√n, which is 20.
  private static let mostClusters = 100_000

  /// Residuals of covariates: where what is left of the variance had all the skewness of the values.
  static func asksOfResiduals(
    _ moments: StratifiedMoments, _ functional: Functional, _ settings: AdjustmentSettings
  ) -> Bool {
    guard moments.covariates > 0 else { return false }
    let able = DeltaMethodFit.able(moments)
    guard !able.isEmpty, let means = try? AdjustedMeans(moments.keeping(arms: able), settings), means.covariates > 0
    else {
      return false
    }
    let fewest = able.map { moments.pooled($0).count }.min() ?? 0
    return able.enumerated().contains { position, arm in
      let cell = moments.pooled(arm).leading(functional.dimension)
      guard cell.cubes != nil, let gradient = try? functional.gradient(at: means.means[position]) else { return false }
      // Values too far apart for a shape of their own are skewed.
      guard let shape = ArmShape(cell, functional) else { return true }
      let total = cell.products.quadraticForm(gradient)
      let left = means.own[position].reduce(0) { $0 + $1.residuals.bilinear(gradient, gradient) }
      let share = min(1, max(0, left / total))
      return abs(shape.skewness) > limit * Double(fewest).squareRoot() * share * share.squareRoot()
    }
  }

  /// Totals of clusters: where these are enough for the delta method, for else another method decides.
  static func asksOfClusters(_ moments: StratifiedMoments) -> Bool {
    let cells = moments.arms.map { moments.pooled($0) }
    return cells.allSatisfy { $0.effectiveClusters >= ClusterLimits.enough && $0.count <= mostClusters }
  }
}
