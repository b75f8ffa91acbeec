import Diagnostics
import Statistics

extension MetricSpec {
  /// The metric itself, or the metrics of a funnel's steps: the last one has the funnel's role and question, the others are
  /// secondary and ask whether the variants differ.
  var expanded: [MetricSpec] {
    guard let funnel = metric as? FunnelMetric else { return [self] }
    let whole = self.name
    func named(_ step: String) -> Positioned<String> { Positioned("\(whole.value): \(step)", at: whole.place) }
    let earlier = funnel.earlierSteps.map { step in
      MetricSpec(
        name: named(step.name), metric: step.metric, title: nil, role: role == .exploratory ? .exploratory : .secondary,
        direction: direction, where: self.where, missing: missing, mde: nil, question: .superiority,
        covariates: covariates, slopes: slopes, alpha: nil, sides: sides, test: test, maturity: maturity)
    }
    let last = MetricSpec(
      name: named(funnel.name), metric: funnel, title: title, role: role, direction: direction, where: self.where,
      missing: missing, mde: mde, question: question, covariates: covariates, slopes: slopes, alpha: alpha,
      sides: sides,
      test: test, maturity: maturity)
    return earlier + [last]
  }
}
