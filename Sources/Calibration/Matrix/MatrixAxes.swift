/// What explains variance in a cell of the matrix.
package enum MatrixAdjustment: String, Sendable, CaseIterable {
  case none
  case covariates
  case strata
  case both

  var hasCovariates: Bool { self == .covariates || self == .both }
  var hasStrata: Bool { self == .strata || self == .both }
}

/// What the assigned units are, and how many there are in each variant.
package enum MatrixUnits: String, Sendable, CaseIterable {
  case units
  case clusters
  /// Few enough for CR2 to stand beside the result.
  case fewClusters = "few clusters"
  /// Few enough for the randomization test to decide.
  case veryFewClusters = "very few clusters"

  package var isClustered: Bool { self != .units }

  /// Units in a cluster; as many as not are at either end.
  static let clusterSizes = 5...15
}
