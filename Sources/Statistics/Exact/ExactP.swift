/// A p-value that holds for every sample size.
package struct ExactP: Sendable, Equatable {
  /// Above 0; what is smaller than the smallest normal double is that double, which errs on the safe side.
  package let p: Double
  /// The common proportion at which the data are most probable to look this extreme; nil where p needs none.
  package let nuisance: Double?

  init(_ p: Double, nuisance: Double? = nil) {
    self.p = min(1, max(.leastNormalMagnitude, p))
    self.nuisance = nuisance
  }
}
