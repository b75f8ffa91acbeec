import Diagnostics
package import Statistics
package import Terms

/// The share of units that reached a step of a funnel, of all units that were exposed.
///
/// A funnel in a spec becomes one such metric per step. Reach among all exposed units is causal; the rate from one step to the
/// next compares those who got there, who are not the same kind of units in every variant (Methods/funnels, "Steps").
package struct FunnelMetric: Metric {
  package static let type = "funnel"
  package static let summary = "the share of units that reached each of several steps"
  package static let keys: [KeyRule] = [
    .required("steps", "a list of { \"name\": ..., \"fact\": ... }"),
    .required("window", "the length of the window from exposure, such as \"28d\""),
    .optional("order", "whether the order of the steps counts, and whether other steps may come in between"),
  ]
  package static let tests = ProportionMetric.tests

  package let funnel: FunnelTerm
  /// Counted from 0.
  package let step: Int

  package init?(_ object: ObjectReader) {
    guard let funnel = object.funnel() else { return nil }
    self.init(funnel, step: funnel.steps.count - 1)
  }

  private init(_ funnel: FunnelTerm, step: Int) {
    self.funnel = funnel
    self.step = step
  }

  /// The metrics of all steps in their order; the last one has the funnel's role and question.
  package func parts(of name: String) -> [MetricPart] {
    funnel.steps.indices.map { index in
      let step = FunnelMetric(funnel, step: index)
      return MetricPart(name: "\(name): \(step.name)", metric: step, isLeading: step.isLast)
    }
  }

  package var isLast: Bool { step == funnel.steps.count - 1 }

  package var name: String { funnel.steps[step].name }
  package var terms: [MetricTerm] { [MetricTerm(.outcome, funnel, step: step)] }
  package var inWords: String? { funnel.inWords(upTo: step) }
  package var functional: Functional { .mean }
  package func method(_ setting: ComparisonSetting) -> ComparisonMethod { setting.methodOfShares }
  package var estimands: [Estimand] { [.absolute, .relative, .oddsRatio] }
  package var isProbability: Bool { true }
  package static let windowKey: (key: String, bounds: String)? = ("window", "whole funnel")
}
