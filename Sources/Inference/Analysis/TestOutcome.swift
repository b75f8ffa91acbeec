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

  init(_ other: CompanionAnswer) {
    method = other.method
    failure = other.p.failure
    pValue = try? other.p.get()
    statistic = other.statistic
    degreesOfFreedom = nil
    interval = other.interval
  }
}

extension Result where Failure == NotEstimable {
  var failure: NotEstimable? { if case .failure(let reason) = self { reason } else { nil } }
}
