/// What is true of a simulated experiment: a line of the table.
package struct DecisionTruth: Sendable {
  /// As a line of the table names it.
  package let name: String
  /// The true lift of a kind of metric; of several metrics of one kind only the first has it.
  let lifts: [(metric: DecisionMetric, lift: Double)]
  let breakage: Breakage?
  let stretches: [DayStretch]

  init(
    _ name: String, _ lifts: [(metric: DecisionMetric, lift: Double)] = [], _ breakage: Breakage? = nil,
    stretches: [DayStretch] = DayStretch.even
  ) {
    (self.name, self.lifts, self.breakage, self.stretches) = (name, lifts, breakage, stretches)
  }

  /// What goes wrong in the treatment.
  enum Breakage: Sendable, Equatable {
    /// A share of the primary metric's zeros has no value.
    case blankZeros(Double)
    /// A share of the units is lost, none of which would have done anything.
    case lostZeros(Double)
  }
}

extension DecisionTruth {
  private static let gain = (metric: DecisionMetric.primary, lift: 0.2)

  /// The lines of the table.
  package static let all = [
    DecisionTruth("A/A"),
    DecisionTruth("primary +5 %", [(.primary, 0.05)]),
    DecisionTruth("primary +20 %", [gain]),
    DecisionTruth("primary -5 %", [(.primary, -0.05)]),
    DecisionTruth("+20 %, guardrail at its margin (-5 %)", [gain, (.guardrail, -0.05)]),
    DecisionTruth("+20 %, guardrail beyond it (-10 %)", [gain, (.guardrail, -0.1)]),
    DecisionTruth("+20 %, guardrail without margin -10 %", [gain, (.guardrailWithoutMargin, -0.1)]),
    DecisionTruth("+20 %, one secondary -10 %", [gain, (.secondary, -0.1)]),
    DecisionTruth("+20 %, one secondary -20 %", [gain, (.secondary, -0.2)]),
    DecisionTruth("no effect, 2 % of B's zeros blank", [], .blankZeros(0.02)),
    DecisionTruth("no effect, 5 % of B lost, all zeros", [], .lostZeros(0.05)),
    DecisionTruth("no effect, 55:45 then 45:55, rates .15 and .25", stretches: DayStretch.halves(0.45)),
    DecisionTruth("the same, 52:48 then 48:52", stretches: DayStretch.halves(0.48)),
  ]

  /// Whether a panel has the metrics that the truth is about.
  func isAbout(_ panel: DecisionPanel) -> Bool { lifts.allSatisfy { panel.metrics.contains($0.metric) } }

  /// The true lift of each metric of a panel.
  func lifts(_ panel: DecisionPanel) -> [Double] {
    let metrics = panel.metrics
    return metrics.indices.map { index in
      let isFirst = metrics.firstIndex(of: metrics[index]) == index
      return isFirst ? lifts.first { $0.metric == metrics[index] }?.lift ?? 0 : 0
    }
  }

  func lift(_ metric: DecisionMetric) -> Double { lifts.first { $0.metric == metric }?.lift ?? 0 }

  /// Whether units are assigned and recorded as they should be.
  var isHealthy: Bool { breakage == nil && stretches.allSatisfy { $0.share == 0.5 } }
}
