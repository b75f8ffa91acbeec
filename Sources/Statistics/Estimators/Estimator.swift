/// A way to compare variants: what was seen of all of them in, one `Estimate` per contrast out.
///
/// Degenerate data are no exception: the estimate then carries the reason instead of evidence.
package protocol Estimator<Sample>: Sendable {
  /// What is compared: moments, ranked values, tables of events, or cells.
  associatedtype Sample: EstimatorSample

  /// Names the method in results, kebab-case.
  static var key: String { get }

  /// What a result calls the method: the key, unless a special case has a name of its own.
  var method: String { get }

  /// The method in the words of a report, with its source; no full stop.
  var description: String { get }

  func estimate(_ sample: Sample, _ contrast: Contrast) -> Estimate

  /// All variants at once, for questions about several of them.
  func joint(_ sample: Sample) -> JointValues

  /// What each unit adds to the value of its variant, for resampling; nil where the method has no such parts.
  func influence(_ sample: Sample) -> UnitInfluence?

  /// Whether units must be read one by one, for only their influence values tell whether the data are skewed.
  func asksForShape(_ sample: Sample) -> Bool

  /// Whether all variants have one value: in the method's own test, or by Wald's of the joint covariance.
  ///
  /// - Throws: why there is no such test.
  func omnibus(_ sample: Sample, control: Int) throws(NotEstimable) -> OmnibusTest

  /// Whether intervals of a lift are those of a ratio of two values whose errors are normal.
  static var invertsByFieller: Bool { get }
}

/// What an estimator sees of all variants.
package protocol EstimatorSample: Sendable {
  /// The same without covariates and strata.
  var unadjusted: Self { get }
}

extension EstimatorSample {
  package var unadjusted: Self { self }
}

extension StratifiedMoments: EstimatorSample {}

extension Estimator {
  package var method: String { Self.key }
  package static var invertsByFieller: Bool { false }
  package func influence(_ sample: Sample) -> UnitInfluence? { nil }
  package func asksForShape(_ sample: Sample) -> Bool { false }

  package func omnibus(_ sample: Sample, control: Int) throws(NotEstimable) -> OmnibusTest {
    try OmnibusTest.wald(joint(sample), control: control)
  }
}

extension Estimator where Sample == StratifiedMoments {
  /// Two variants without covariates and strata.
  package func estimate(control: Moments, variant: Moments) -> Estimate {
    estimate(StratifiedMoments(arms: [control, variant]), Contrast(control: 0, variant: 1))
  }
}
