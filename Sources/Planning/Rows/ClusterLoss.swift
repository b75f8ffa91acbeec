package import Statistics

/// The units without an outcome in the clusters of one variant.
package struct ClusterLoss: Sendable, Equatable {
  /// Clusters that have such a unit.
  package let lacking: Int
  /// Per cluster, the units without an outcome and all of them.
  package let moments: Moments

  package init(lacking: Int, _ moments: Moments) { (self.lacking, self.moments) = (lacking, moments) }

  func total(_ place: Int) -> Int { Int((moments.mean[place] * Double(moments.count)).rounded()) }
}
