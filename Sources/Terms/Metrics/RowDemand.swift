/// The rows of analysis that a comparison holds.
package enum RowDemand: Sendable {
  /// No rows: no method of the type looks at them.
  case none
  /// The rows that a test of the metric asks for, or few clusters.
  case ofTests
  case all
  /// The units within clusters, of which each has a value of its own.
  case unitsOfClusters
}
