internal import Diagnostics
package import Statistics
internal import Terms

extension PlannedMetric {
  /// Every test of the metric on a contrast: whether the sides differ on each scale, then the metric's own question.
  package func tests(on contrast: Contrast) -> [HypothesisTest] {
    let scales = contrast.isOfAverages ? estimands : [.absolute]
    let differences = scales.map { estimand in
      HypothesisTest(
        hypothesis: .superiority, estimand: estimand, null: .value(estimand.neutralValue, alternative), alpha: alpha,
        level: level)
    }
    return differences + (question(on: contrast).map { [$0] } ?? [])
  }

  /// The metric's own question, where it has one that the contrast can answer: an interaction has no lift.
  private func question(on contrast: Contrast) -> HypothesisTest? {
    let sign: Double = direction == .decrease ? -1 : 1
    let better: Alternative = sign > 0 ? .greater : .less
    let test: HypothesisTest
    switch question {
    case .superiority: return nil
    case .minimumEffect(let amount):
      test = HypothesisTest(
        hypothesis: .superiority, estimand: amount.estimand, null: .value(sign * amount.size, better),
        alpha: questionAlpha)
    case .nonInferiority(let amount):
      test = HypothesisTest(
        hypothesis: .nonInferiority, estimand: amount.estimand, null: .value(-sign * amount.size, better),
        alpha: questionAlpha)
    case .equivalence(let amount):
      test = HypothesisTest(
        hypothesis: .equivalence, estimand: amount.estimand, null: .outside(-amount.size, amount.size),
        alpha: questionAlpha)
    case .claim(let claim):
      // The limits of a one-sided metric are each wrong as often as those of a two-sided one are on one side.
      test = HypothesisTest(
        hypothesis: .claim, estimand: .relative, null: .value(claim.value.ratio - 1, .twoSided), alpha: alpha,
        level: alternative == .twoSided ? level : 1 - 2 * alpha)
    }
    return test.estimand == .relative && !contrast.isOfAverages ? nil : test
  }
}
