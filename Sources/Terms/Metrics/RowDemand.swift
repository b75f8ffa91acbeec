/// The rows of analysis that a comparison holds.
package enum RowDemand: Sendable {
  /// None: no method of the type looks at them.
  case none
  /// Those that a test of the metric asks for, or few clusters.
  case ofTests
  case all
  /// The units within clusters, of which each has a value of its own.
  case unitsOfClusters
}
