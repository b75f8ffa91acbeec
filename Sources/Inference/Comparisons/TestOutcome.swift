internal import Statistics

/// What one method found about one test: its numbers, or why there are none.
struct TestOutcome {
  /// The key of the method.
  let method: String
  let failure: NotEstimable?
  let pValue: Double?
  let statistic: Double?
  /// The degrees of freedom; nil for a normal statistic.
  let degreesOfFreedom: Double?
  let interval: Interval?
}

extension TestOutcome {
  /// The p-value of an estimate with the interval that inverts it; neither is given without the other.
  init(_ test: HypothesisTest, of estimate: Estimate, at look: Look) {
    let answer = Result { () throws(NotEstimable) in try test.answer(estimate, at: look) }
    let found = try? answer.get()
    method = estimate.method
    failure = answer.failure
    pValue = found?.test.pValue
    statistic = found?.test.statistic
    degreesOfFreedom = (found?.test.degreesOfFreedom).flatMap { $0.isFinite ? $0 : nil }
    interval = found?.interval
  }

  /// The p-value of a test of "no difference", with an interval where the test has one.
  init(_ test: HypothesisTest, by other: AlternativeTest, at look: Look) {
    let p = other.p(test, at: look)
    method = other.estimate.method
    failure = p.failure
    pValue = try? p.get()
    statistic = other.statistic
    degreesOfFreedom = nil
    interval = try? other.estimate.interval(
      on: other.estimand, alternative: test.alternative, test.boundary(at: look))
  }
}

extension Result where Failure == NotEstimable {
  var failure: NotEstimable? { if case .failure(let reason) = self { reason } else { nil } }
}
