internal import Diagnostics
internal import Planning
internal import Specification
internal import Statistics

extension ComparisonDraft {
  /// Two doses along the curve of a metric, in all units.
  init(_ metric: PlannedMetric, _ fit: DoseFit, at look: Look) {
    self.metric = metric
    self.look = look
    dose = fit
    comparison = Comparison(doses: fit.question.from, fit.question.to, of: fit.name)
    segment = nil
    let estimate = Estimate(
      fit.curve, units: fit.units, method: metric.estimator.method, from: fit.question.from,
      to: fit.question.to)
    self.estimate = fit.droppedCovariates ? estimate.warning(of: .covariateDropped) : estimate
    unadjusted = estimate
    tests = metric.tests(on: comparison.contrast)
    companion = CompanionAnswer.trend(metric, fit, at: look)
    clusters = nil
  }
}

extension CompanionAnswer {
  /// The Cochran-Armitage test of a trend, which decides where it is asked for.
  fileprivate static func trend(_ metric: PlannedMetric, _ fit: DoseFit, at look: Look) -> CompanionAnswer? {
    guard fit.question.isTrend else { return nil }
    let test = fit.rows.flatMap { rows in
      Result { () throws(NotEstimable) in
        try TrendTest(rows.map { .init(dose: $0.dose, trials: Int($0.count), successes: Int($0.sum)) })
      }
    }
    // From the higher dose to the lower one a rising share is a fall.
    let sign: Double = fit.question.to > fit.question.from ? 1 : -1
    let alternative = sign > 0 ? metric.alternative : metric.alternative.reversed
    return CompanionAnswer(
      kind: .trend, decides: true,
      p: test.flatMap { test in
        Result { () throws(NotEstimable) in
          test.pValue(alternative, try look.boundary(alternative, error: metric.alpha))
        }
      },
      statistic: (try? test.get()).map { sign * $0.statistic })
  }
}

extension Alternative {
  fileprivate var reversed: Alternative {
    switch self {
    case .twoSided: .twoSided
    case .greater: .less
    case .less: .greater
    }
  }
}

extension Estimate {
  fileprivate func warning(of warning: EstimateWarning) -> Estimate {
    Estimate(
      method: method, counts: counts, control: control, variant: variant, evidence: evidence,
      warnings: warnings + [warning])
  }
}
