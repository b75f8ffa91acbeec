package import Specification
internal import Statistics

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
    guard let whole = all[index].spec.whole,
      case .reach(let funnel, let last) = all[index].spec.metric.terms.first?.input, last == funnel.steps.count - 1
    else { return nil }
    let metrics = index - last..<index + 1
    let own = all[metrics].map { $0.population.terms[0] }
    (name, term, self.metrics) = (whole, funnel, metrics)
    steps = all[index].measuring((all[index].isClustered ? [.one] : []) + own)
  }

  /// The position of the first step in the row vector.
  package var offset: Int { steps.isClustered ? 1 : 0 }
}
