internal import Statistics
internal import Terms

/// Whether a variant loses more of the events of a metric to faults of the log than the control does, or fewer.
///
/// - Note: Methods/data-checks, "Lost events".
package struct LostEvents: Sendable {
  /// Difference between the shares of lost events, as a fraction, from which on it matters.
  package static let largestDifference = 0.01

  package let loss: EventLoss
  /// The metrics that count the events.
  package let metrics: [PlannedMetric]
  private let control: Int
  /// The error of each treatment's test.
  private let error: Double

  /// - Precondition: the loss is one of the losses.
  private init(_ loss: EventLoss, among losses: Int, _ plan: AnalysisPlan) {
    self.loss = loss
    metrics = plan.metrics.filter { plan.factTerms(of: $0.name).contains(where: loss.concerns) }
    control = plan.control
    error = plan.errors.quality / Double(2 * losses * max(1, plan.variants.count - 1))
  }

  package static func all(_ plan: AnalysisPlan, _ summary: ExperimentSummary) -> [LostEvents] {
    summary.eventLosses.map { LostEvents($0, among: summary.eventLosses.count, plan) }
  }

  /// Whether a difference voids a decision.
  package var isGated: Bool { metrics.contains { $0.role.decides } }

  /// Of the test that a treatment loses as much as the control.
  package func pValue(_ treatment: Int) -> Double {
    loss.arms[treatment].pValue(against: loss.arms[control], error: error)
  }

  /// Whether a treatment loses more than the control, or less, by more than chance and by so much that it matters.
  package func differs(_ treatment: Int) -> Bool {
    abs(loss.arms[treatment].share - loss.arms[control].share) > Self.largestDifference && pValue(treatment) < error
  }

  /// The variants that have lost all of their events, which is no accident: no variant has any, or the others lose fewer.
  package var gone: [Int] {
    let lost = loss.arms.indices.filter { loss.arms[$0].all > 0 && loss.arms[$0].lost == loss.arms[$0].all }
    if loss.arms.allSatisfy({ $0.lost == $0.all }) { return lost }
    return lost.filter { variant in
      loss.arms.indices.contains { other in
        loss.arms[other].lost < loss.arms[other].all
          && loss.arms[variant].pValue(against: loss.arms[other], error: error) < error
      }
    }
  }

  /// The variants that have no event, while the others have many.
  package var absent: [Int] {
    guard loss.measure == .presence else { return [] }
    return loss.arms.indices.filter { variant in
      loss.arms[variant].all == 0 && loss.arms.reduce(0) { $0 + $1.all } >= EventLedger.many
    }
  }
}
