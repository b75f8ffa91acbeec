internal import Statistics
package import Terms

/// A funnel as a whole: its steps are metrics of their own, and together the outcomes of one row vector.
package struct PlannedFunnel: Sendable {
  package let name: String
  package let term: FunnelTerm
  /// The metrics of the steps, by their positions in the plan.
  package let metrics: Range<Int>
  /// [reach₁, …, reach_J] of a unit, or [units, reach₁, …, reach_J] of a cluster; with the covariates of the steps.
  package let steps: PlannedMetric

  /// The funnels of a plan, in the order of their last steps.
  static func all(_ metrics: [PlannedMetric]) -> [PlannedFunnel] {
    metrics.indices.compactMap { PlannedFunnel(endingAt: $0, of: metrics) }
  }

  /// nil where a metric is not the last step of a funnel, whose steps stand one after the other.
  private init?(endingAt index: Int, of all: [PlannedMetric]) {
    guard let step = all[index].step, step.position == step.funnel.steps.count - 1 else { return nil }
    let metrics = index - step.position..<index + 1
    let own = all[metrics].map { $0.population.terms[0] }
    (name, term, self.metrics) = (step.whole, step.funnel, metrics)
    steps = all[index].measuring((all[index].isClustered ? [.one] : []) + own)
  }

  /// The position of the first step in the row vector.
  package var offset: Int { steps.isClustered ? 1 : 0 }
}

/// One of the metrics that a funnel consists of.
struct FunnelStep: Sendable {
  /// The name of the funnel.
  let whole: String
  let funnel: FunnelTerm
  let position: Int

  /// nil where a term is not about a step.
  init?(of whole: String, _ input: MetricTerm.Input?) {
    guard case .reach(let funnel, let position) = input else { return nil }
    (self.whole, self.funnel, self.position) = (whole, funnel, position)
  }
}
