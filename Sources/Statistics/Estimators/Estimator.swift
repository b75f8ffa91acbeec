/// A way to compare variants: the moments of every cell in, one `Estimate` per contrast out.
///
/// Degenerate data are no exception: the estimate then carries the reason instead of evidence.
package protocol Estimator: Sendable {
  /// Names the method in results, kebab-case.
  static var key: String { get }

  /// What a result calls the method: the key, unless a special case has a name of its own.
  var method: String { get }

  /// The method in the words of a report, with its source; no full stop.
  var description: String { get }

  func estimate(_ moments: StratifiedMoments, _ contrast: Contrast) -> Estimate

  /// All variants at once, for questions about several of them.
  func joint(_ moments: StratifiedMoments) -> JointValues
}

extension Estimator {
  package var method: String { Self.key }

  /// Two variants without covariates and strata.
  package func estimate(control: Moments, variant: Moments) -> Estimate {
    estimate(StratifiedMoments(arms: [control, variant]), Contrast(control: 0, variant: 1))
  }
}
