import Statistics
import TestSupport
import Testing

/// One look, Student's t (Methods/contrasts, "Critical values").
@Suite struct FixedHorizonTests {
  struct Quantile: Sendable {
    let alternative: Alternative
    let degreesOfFreedom: Double
    let value: Double
  }

  /// R 4.3: `qt(0.975, 10)`, `qt(0.95, 10)`, `qnorm(0.975)`, `qnorm(0.95)`.
  static let quantiles = [
    Quantile(alternative: .twoSided, degreesOfFreedom: 10, value: 2.228138851964939),
    Quantile(alternative: .greater, degreesOfFreedom: 10, value: 1.812461122811676),
    Quantile(alternative: .less, degreesOfFreedom: .infinity, value: 1.644853626951473),
    Quantile(alternative: .twoSided, degreesOfFreedom: .infinity, value: 1.959963984540054),
  ]

  @Test(arguments: quantiles) func theErrorIsSharedByTheTestedSides(expected: Quantile) {
    let boundary = fixedBoundary(alpha: 0.05, alternative: expected.alternative)
    let degrees = expected.degreesOfFreedom
    #expect(isClose(boundary.criticalValue(degreesOfFreedom: degrees, variance: 1), expected.value, relative: 1e-10))
    let statistic = expected.alternative == .less ? -expected.value : expected.value
    let p = boundary.pValue(statistic, expected.alternative, degreesOfFreedom: degrees, variance: 1)
    #expect(isClose(p, 0.05, relative: 1e-9))
  }

  @Test func neitherVarianceNorInformationMoveIt() {
    let question = DesignQuestion(.twoSided, level: 0.9)
    let early = FixedHorizon().boundary(for: question, at: Information(fraction: 0.1))
    let late = FixedHorizon().boundary(for: question)
    for variance in [0, 1e-9, 4, .infinity] {
      #expect(
        early.criticalValue(degreesOfFreedom: 7, variance: variance)
          == late.criticalValue(degreesOfFreedom: 7, variance: 1))
    }
    #expect(early.tail(variance: 1) == (1 - 0.9) / 2)
  }

  /// Tails of a discrete statistic share the observed outcome, so that twice the smaller one may exceed 1.
  @Test func tailsBecomePValues() {
    let boundary = fixedBoundary(alpha: 0.05, alternative: .twoSided)
    let tails = TailProbabilities(above: 0.7, below: 0.6)
    #expect(boundary.pValue(tails, .twoSided, variance: 1) == 1)
    #expect(boundary.pValue(tails, .greater, variance: 1) == 0.7)
    #expect(boundary.pValue(tails, .less, variance: 1) == 0.6)
    #expect(boundary.pValue(TailProbabilities(above: 0.01, below: 1), .twoSided, variance: 1) == 0.02)
  }
}
