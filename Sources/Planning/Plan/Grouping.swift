internal import Diagnostics
internal import Specification

/// By what the summary is divided beside variants: strata, the values of categorical covariates, which covariates are missing,
/// and the segments, one at a time.
package struct Grouping: Sendable, Equatable {
  /// Groups beyond which a summary would be as large as the data.
  package static let limit = 20_000
  /// Covariates beyond which the bits of one integer do not tell which are missing.
  package static let mostCovariates = 60

  /// Columns by whose values every summary is divided.
  package let keys: [String]
  /// Attributes that are reported separately, each by a division of its own.
  package let segments: [String]
  /// Covariates whose absence is known by group.
  package let indicated: [PlannedTerm]

  init(_ spec: ExperimentSpec, _ metrics: [PlannedMetric]) {
    keys = unique(spec.strata.map(\.value) + metrics.flatMap(\.categories))
    segments = spec.segments.map(\.value)
    // The totals of a cluster have no missing values.
    indicated = spec.data.cluster == nil ? unique(metrics.flatMap(\.population.covariates)) : []
  }

  package var columns: [String] { keys + segments }
}
