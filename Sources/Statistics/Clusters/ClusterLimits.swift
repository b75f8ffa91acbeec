/// How many clusters a variant needs for what.
package enum ClusterLimits {
  /// Below, no variance is given.
  package static let fewest = 4
  /// Effective clusters below which the randomization test decides.
  package static let few = 10.0
  /// Clusters below which quantiles and times to an event have no answer.
  package static let fewestOfCounts = 10
  /// Below, the errors of a curve over doses say too little: by simulation those of ten clusters err in up to 14 % instead
  /// of 5 %. Of all variants together.
  package static let fewestOfCurve = 20
  /// Effective clusters from which on the delta method needs no correction: by simulation it errs in 8 to 10 % with up to
  /// forty clusters whose sizes have a coefficient of variation of 1, and in 6.6 % with eighty.
  package static let enough = 100.0
}
