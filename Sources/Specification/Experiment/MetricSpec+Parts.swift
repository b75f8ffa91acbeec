import Diagnostics
import Statistics
internal import Terms

extension MetricSpec {
  /// The metric itself, or the metrics that it consists of: one has the role and the question of the whole, the others are
  /// secondary and ask whether the variants differ.
  var expanded: [MetricSpec] {
    let parts = metric.parts(of: name.value)
    guard !parts.isEmpty else { return [self] }
    return parts.map { part in
      var metric = self.part(part)
      metric.computedCovariates = computedCovariates
      return metric
    }
  }

  private func part(_ part: MetricPart) -> MetricSpec {
    let own = Positioned(part.name, at: name.place)
    guard part.isLeading else {
      return MetricSpec(
        name: own, metric: part.metric, title: nil, role: role == .exploratory ? .exploratory : .secondary,
        direction: direction, where: self.where, missing: missing, mde: nil, question: .superiority,
        covariates: covariates, slopes: slopes, alpha: nil, sides: sides, test: test, maturity: maturity,
        whole: name.value, statesMissing: statesMissing)
    }
    return MetricSpec(
      name: own, metric: part.metric, title: title, role: role, direction: direction, where: self.where,
      missing: missing, mde: mde, question: question, covariates: covariates, slopes: slopes, alpha: alpha,
      sides: sides, test: test, maturity: maturity, whole: name.value, statesMissing: statesMissing)
  }
}

extension MetricSpec {
  /// A guardrail without a question of its own is held to the margin that the experiment declares for all; one whose lift has
  /// no meaning, or that has no good direction, cannot be.
  func asking(atMost margin: Amount?) -> MetricSpec {
    guard let margin, role == .guardrail, question == .superiority, direction != .neutral,
      metric.undefined(on: .relative) == nil
    else { return self }
    var other = self
    other.question = .nonInferiority(margin)
    return other
  }
}
