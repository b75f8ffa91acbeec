internal import Statistics

/// A test of "no difference" beside the one that the interval inverts, as a row of its own.
struct AlternativeTest {
  enum Kind: Equatable {
    case exact
    case poisson
    case randomization
    case trend
    case logRank
  }

  let kind: Kind
  /// Whether its p-value decides about "no difference".
  let decides: Bool
  /// The scale that it is about.
  let estimand: Estimand
  let estimate: Estimate
  /// What a reader must know beside its p-value: `fragile: 4 conversions`; nil for nothing.
  let note: String?

  /// - Parameter estimate: the one that it stands beside, whose values it shares.
  init(
    _ kind: Kind, _ method: String, beside estimate: Estimate, decides: Bool = true, on estimand: Estimand = .absolute,
    _ evidence: Result<DifferenceEvidence, NotEstimable>, note: String? = nil
  ) {
    (self.kind, self.decides, self.estimand, self.note) = (kind, decides, estimand, note)
    // No ratio is read of these values, so that a weak denominator is no reason against the test.
    self.estimate = Estimate(
      method: method, counts: estimate.counts, control: estimate.control.map { .exact($0.value) },
      variant: estimate.variant.map { .exact($0.value) }, evidence: evidence.map(Evidence.difference))
  }

  /// The p-value of "no difference".
  func p(_ test: HypothesisTest, at look: Look) -> Result<Double, NotEstimable> {
    Result { () throws(NotEstimable) in
      try estimate.test(.noDifference, on: estimand, alternative: test.alternative, try test.boundary(at: look)).pValue
    }
  }

  /// The p-value of a harm, on the side of a test that is asked of one side.
  func harmP(_ test: HypothesisTest, at look: Look) -> Result<Double, NotEstimable> {
    guard case .success(.difference(let evidence)) = estimate.evidence else { return p(test, at: look) }
    return Result { () throws(NotEstimable) in
      try evidence.harmP(test.alternative, try test.boundary(at: look))
    }
  }

  /// Of a method that has one.
  var statistic: Double? {
    guard case .success(.difference(let evidence)) = estimate.evidence else { return nil }
    return evidence.statistic
  }

  /// What stands in the place of the interval.
  var missingInterval: String {
    switch kind {
    case .exact: "an exact test has no interval here; see the score interval"
    case .randomization: "a randomization test has no interval here; see the interval of the t statistic"
    case .poisson: "the exact test of the rates has no interval here; see the interval of the t statistic"
    case .logRank: "the log-rank test has no interval; see the interval of the hazard ratio"
    case .trend: "the test for a trend has no interval here; see the interval of the line"
    }
  }

  /// What a row is warned of whose verdict this one gives.
  var warning: EstimateWarning {
    switch kind {
    case .exact, .poisson: .exactDecides
    case .randomization: .randomizationDecides
    case .trend: .trendDecides
    case .logRank: .logRankDecides
    }
  }

  /// As which a result tells of it.
  var method: AlternativeMethod {
    switch kind {
    case .exact, .poisson: .exact
    case .randomization: .randomization
    case .trend: .trend
    case .logRank: .logRank
    }
  }
}
