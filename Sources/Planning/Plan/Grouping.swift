internal import Diagnostics
internal import Specification

/// By what the summary is divided beside variants: strata, the values of categorical covariates, which covariates are missing,
/// and the segments, one at a time.
package struct Grouping: Sendable, Equatable {
  /// Groups beyond which a summary would be as large as the data.
  package static let limit = 20_000
  /// Covariates beyond which the bits of one integer do not tell which are missing.
  package static let mostCovariates = 60

  /// Columns by whose values every summary is divided: strata, then categories.
  package let keys: [String]
  /// How many of the keys are strata; the phase of a ramp is the first of them.
  package let strata: Int
  package let hasPhases: Bool
  /// Attributes that are reported separately, each by a division of its own.
  package let segments: [String]
  /// Covariates whose absence is known by group.
  package let indicated: [PlannedTerm]

  /// - Parameter phase: the column with the phase of a ramp.
  init(_ spec: ExperimentSpec, _ metrics: [PlannedMetric], phase: String?) {
    let strata = [phase].compactMap(\.self) + spec.strata.map(\.value)
    keys = unique(strata + metrics.flatMap(\.categories))
    (self.strata, hasPhases) = (strata.count, phase != nil)
    segments = spec.segments.map(\.value)
    // The totals of a cluster have no missing values.
    indicated = spec.data.cluster == nil ? unique(metrics.flatMap(\.population.covariates)) : []
  }

  /// By the day of exposure alone, or by phase and day.
  init(days: String, phase: String?, _ metrics: [PlannedMetric]) {
    keys = [phase, days].compactMap(\.self)
    (strata, hasPhases) = (keys.count, phase != nil)
    segments = []
    indicated = unique(metrics.flatMap(\.population.covariates))
  }

  /// By one attribute alone.
  init(attribute: String) {
    (keys, strata, hasPhases, segments, indicated) = ([attribute], 0, false, [], [])
  }

  /// By what pairs the rows of aggregates, within segments and in all.
  init(pairs column: String, segments: [String]) {
    (keys, strata, hasPhases) = ([column], 1, false)
    self.segments = segments
    indicated = []
  }

  package var columns: [String] { keys + segments }
}
