internal import Planning
internal import Specification
internal import Statistics

extension CompanionAnswer {
  /// The log-rank test, which decides whether hazards differ: it is valid where their ratio is not the same at every time.
  static func logRank(
    _ metric: PlannedMetric, _ contrast: Contrast, at look: Look
  ) -> CompanionAnswer? {
    guard let hazards = metric.estimator as? HazardComparison else { return nil }
    let test = hazards.logRank(contrast)
    return CompanionAnswer(
      kind: .logRank, decides: true,
      p: test.flatMap { test in
        Result { () throws(NotEstimable) in
          test.pValue(metric.alternative, try look.boundary(metric.alternative, error: metric.alpha))
        }
      },
      statistic: (try? test.get())?.statistic, estimand: .relative)
  }
}
