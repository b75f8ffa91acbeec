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

  /// Whether all variants have one value: in the method's own test, or by Wald's of the joint covariance.
  ///
  /// - Throws: why there is no such test.
  func omnibus(_ moments: StratifiedMoments, control: Int) throws(NotEstimable) -> OmnibusTest

  /// Whether intervals of a lift are those of a ratio of two values whose errors are normal.
  static var invertsByFieller: Bool { get }

  /// How the denominators of a ratio are compared by themselves.
  var ofDenominator: any Estimator { get }
}

extension Estimator {
  package var method: String { Self.key }
  package static var invertsByFieller: Bool { false }
  package var ofDenominator: any Estimator { DeltaMethod(.mean) }

  package func omnibus(_ moments: StratifiedMoments, control: Int) throws(NotEstimable) -> OmnibusTest {
    try OmnibusTest.wald(joint(moments), arms: moments.arms, control: control)
  }

  /// Two variants without covariates and strata.
  package func estimate(control: Moments, variant: Moments) -> Estimate {
    estimate(StratifiedMoments(arms: [control, variant]), Contrast(control: 0, variant: 1))
  }
}
