/// How many clusters a variant needs for what.
package enum ClusterLimits {
  /// Below, no variance is given.
  package static let fewest = 4
  /// Below, the randomization test decides.
  package static let few = 10
  /// Below, the errors of a curve over doses say too little: by simulation those of ten clusters err in up to 14 % instead
  /// of 5 %. Of all variants together.
  package static let fewestOfCurve = 20
  /// From here on the delta method needs no correction.
  package static let enough = 40
}
