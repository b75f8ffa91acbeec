import Diagnostics
import Statistics

extension MetricSpec {
  /// The metric itself, or the metrics of a funnel's steps: the last one has the funnel's role and question, the others are
  /// secondary and ask whether the variants differ.
  var expanded: [MetricSpec] {
    guard let funnel = metric as? FunnelMetric else { return [self] }
    let whole = self.name
    return funnel.steps(of: whole.value).map { step in
      let name = Positioned("\(whole.value): \(step.name)", at: whole.place)
      guard step.isLast else {
        return MetricSpec(
          name: name, metric: step, title: nil, role: role == .exploratory ? .exploratory : .secondary,
          direction: direction, where: self.where, missing: missing, mde: nil, question: .superiority,
          covariates: covariates, slopes: slopes, alpha: nil, sides: sides, test: test, maturity: maturity)
      }
      return MetricSpec(
        name: name, metric: step, title: title, role: role, direction: direction, where: self.where,
        missing: missing, mde: mde, question: question, covariates: covariates, slopes: slopes, alpha: alpha,
        sides: sides, test: test, maturity: maturity)
    }
  }
}
