#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// The hazard of a variant relative to the control's: Cox's regression with one binary covariate, strata with hazards of
/// their own.
///
/// A ratio needs two sides, so that the control has the value 1 by definition; it is read on its logarithm.
///
/// - Note: D. R. Cox (1972), *JRSS B* 34, 187-220; Methods/time-to-event, "Hazard ratio".
package struct HazardComparison: Estimator {
  package static let key = "cox"

  package init() {}

  package var description: String {
    "Cox regression with Efron's method for ties and a separate hazard per stratum; the p-value for no difference is from the log-rank test"
  }

  package func joint(_ sample: HazardSample) -> JointValues {
    JointValues(counts: sample.counts, failing: .contrastOnly)
  }

  package func estimate(_ sample: HazardSample, _ contrast: Contrast) -> Estimate {
    let regression = Result { () throws(NotEstimable) in try CoxRegression(strata: try sample.pairs(contrast)) }
    let evidence = regression.flatMap { fit in
      Result { () throws(NotEstimable) in
        let ratio = fit.hazardRatio
        let error = ratio * fit.standardError
        return Evidence.normal(
          try NormalEvidence(
            control: ArmValue(value: 1, variance: 0, degreesOfFreedom: .infinity),
            variant: ArmValue(value: ratio, variance: error * error, degreesOfFreedom: .infinity),
            ratioChart: .logarithm))
      }
    }
    let counts = sample.counts
    return Estimate(
      method: method,
      counts: (
        contrast.control.reduce(0) { $0 + counts[$1.arm] }, contrast.variant.reduce(0) { $0 + counts[$1.arm] }
      ),
      control: regression.map { _ in .exact(1) }, variant: regression.map { .exact($0.hazardRatio) },
      evidence: evidence,
      warnings: (try? sample.proportionality(contrast).get())?.isRejected == true ? [.hazardsNotProportional] : [])
  }
}

/// Events and censorings of all variants, strata apart.
package struct HazardSample: EstimatorSample {
  /// Per stratum, and in it per variant.
  private let strata: [[EventTable]]

  /// - Precondition: at least one stratum.
  package init(strata: [[EventTable]]) {
    precondition(!strata.isEmpty)
    self.strata = strata
  }

  /// The test that both have the same hazard at every time, which needs no proportional hazards to be valid.
  package func logRank(_ contrast: Contrast) -> Result<LogRank, NotEstimable> {
    Result { () throws(NotEstimable) in try LogRank(strata: try pairs(contrast)) }
  }

  /// The test that the ratio of the hazards is the same at every time.
  package func proportionality(_ contrast: Contrast) -> Result<ProportionalHazards, NotEstimable> {
    Result { () throws(NotEstimable) in try ProportionalHazards(strata: try pairs(contrast)) }
  }

  var counts: [Int] { strata[0].indices.map { arm in strata.reduce(0) { $0 + $1[arm].count } } }

  func pairs(_ contrast: Contrast) throws(NotEstimable) -> [(control: EventTable, variant: EventTable)] {
    guard let pair = contrast.pair else { throw .severalVariants }
    return strata.map { ($0[pair.control], $0[pair.variant]) }
  }
}
