extension OmnibusTest {
  /// Wald's test of the values of several variants.
  ///
  /// - Throws: why a variant has no value, or cannot be compared with the control.
  static func wald(_ joint: JointValues, control: Int) throws(NotEstimable) -> OmnibusTest {
    var (values, smallest): ([Double], Double) = ([], .infinity)
    for arm in joint.values.indices {
      values.append(try joint.values[arm].get().value)
      guard arm != control else { continue }
      let evidence = try joint.evidence(Contrast(control: control, variant: arm))
      smallest = min(smallest, evidence.degreesOfFreedom(r: 1))
    }
    let covariance = SymmetricMatrix(dimension: values.count) { (try? joint.covariance($0, $1)) ?? 0 }
    return try wald(values: values, covariance: covariance, smallestDegreesOfFreedom: smallest)
  }
}
