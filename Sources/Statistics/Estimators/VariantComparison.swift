/// The variants of a metric with the way to compare them, so that only contrasts are left to name.
package protocol VariantComparison: Sendable {
  func estimate(_ contrast: Contrast) -> Estimate

  /// The same without covariates and strata.
  func unadjusted(_ contrast: Contrast) -> Estimate

  /// All variants at once.
  var joint: JointValues { get }

  /// Whether all variants have one value.
  ///
  /// - Throws: why there is no such test.
  func omnibus(control: Int) throws(NotEstimable) -> OmnibusTest
}

/// An estimator with what it compares.
package struct BoundEstimator<Method: Estimator>: VariantComparison {
  private let method: Method
  private let sample: Method.Sample

  package init(_ method: Method, _ sample: Method.Sample) { (self.method, self.sample) = (method, sample) }

  package func estimate(_ contrast: Contrast) -> Estimate { method.estimate(sample, contrast) }
  package func unadjusted(_ contrast: Contrast) -> Estimate { method.estimate(sample.unadjusted, contrast) }
  package var joint: JointValues { method.joint(sample) }
  package func omnibus(control: Int) throws(NotEstimable) -> OmnibusTest {
    try method.omnibus(sample, control: control)
  }
}

/// Variants that cannot be compared, all for one reason.
package struct RefusedComparison: VariantComparison {
  private let method: String
  private let counts: [Int]
  private let reason: NotEstimable

  /// - Parameter counts: units per variant.
  package init(_ method: String, counts: [Int], _ reason: NotEstimable) {
    (self.method, self.counts, self.reason) = (method, counts, reason)
  }

  package func estimate(_ contrast: Contrast) -> Estimate {
    let joint = joint
    return Estimate(
      method: method, counts: (joint.count(contrast.control), joint.count(contrast.variant)),
      control: .failure(reason), variant: .failure(reason), evidence: .failure(reason))
  }

  package func unadjusted(_ contrast: Contrast) -> Estimate { estimate(contrast) }
  package var joint: JointValues { JointValues(counts: counts, failing: reason) }
  package func omnibus(control: Int) throws(NotEstimable) -> OmnibusTest { throw reason }
}
