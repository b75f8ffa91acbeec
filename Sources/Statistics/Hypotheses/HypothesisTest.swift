/// A question resolved to null values on one scale, with the error that its answer may make.
package struct HypothesisTest: Sendable, Equatable {
  /// What is tested against.
  package enum Null: Sendable, Equatable {
    /// One value; rejected on the sides of the alternative.
    case value(Double, Alternative)
    /// Everything outside the limits: two one-sided tests, both of which must reject.
    ///
    /// - Note: D. J. Schuirmann (1987), *Journal of Pharmacokinetics and Biopharmaceutics* 15, 657-680.
    case outside(Double, Double)

    fileprivate var isInterval: Bool { if case .outside = self { true } else { false } }
  }

  package let hypothesis: Hypothesis
  package let estimand: Estimand
  package let null: Null
  /// The error of the test: in total for two sides, on the one side that is tested, or per side for equivalence.
  package let alpha: Double
  /// The level of the interval that belongs to the test.
  package let level: Double

  package init(hypothesis: Hypothesis, estimand: Estimand, null: Null, alpha: Double, level: Double? = nil) {
    self.hypothesis = hypothesis
    self.estimand = estimand
    self.null = null
    self.alpha = alpha
    self.level = level ?? (null.isInterval ? 1 - 2 * alpha : 1 - alpha)
  }

  /// The sides of the interval.
  package var alternative: Alternative {
    switch null {
    case .value(_, let alternative): alternative
    case .outside: .twoSided
    }
  }

  /// The null value as a result shows it: for equivalence the upper limit.
  package var nullValue: Double {
    switch null {
    case .value(let value, _): value
    case .outside(_, let upper): upper
    }
  }

  /// What a look makes of the question: the boundary of its interval, and of its p-value, which agrees with that.
  ///
  /// - Throws: the reason why the look claims nothing.
  package func boundary(at look: Look) throws(NotEstimable) -> any Boundary {
    try look.boundary(alternative, level: level)
  }
}

/// What an estimate answers to one question.
package struct HypothesisAnswer: Sendable, Equatable {
  /// The test; for equivalence the one of the two that is farther from rejecting.
  package let test: TestResult
  package let interval: Interval
}

extension HypothesisTest {
  /// - Throws: the reason why there is no interval or no test; neither is given without the other.
  package func answer(_ estimate: Estimate, at look: Look) throws(NotEstimable) -> HypothesisAnswer {
    let boundary = try boundary(at: look)
    let interval = try estimate.interval(on: estimand, alternative: alternative, boundary)
    switch null {
    case .value(let value, let alternative):
      return HypothesisAnswer(
        test: try estimate.test(estimate.null(value, on: estimand), on: estimand, alternative: alternative, boundary),
        interval: interval)
    case .outside(let lower, let upper):
      let above = try estimate.test(estimate.null(lower, on: estimand), on: estimand, alternative: .greater, boundary)
      let below = try estimate.test(estimate.null(upper, on: estimand), on: estimand, alternative: .less, boundary)
      return HypothesisAnswer(test: above.pValue >= below.pValue ? above : below, interval: interval)
    }
  }
}

extension Estimate {
  /// The null value `value` on the scale of an estimand; a lift is relative to the size of a negative control.
  package func null(_ value: Double, on estimand: Estimand) -> NullValue {
    if estimand == .relative, let zero = try? control.get().value, zero < 0 { return .linear(r: 1 - value, delta: 0) }
    return NullValue(value, on: estimand)
  }
}
