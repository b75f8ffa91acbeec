internal import Statistics
internal import Terms

/// Whether a variant loses more of the events of a metric to faults of the log than the control does, or fewer.
///
/// - Note: Methods/data-checks, "Lost events".
package struct LostEvents: Sendable {
  /// Difference between the shares of lost events, as a fraction, from which on it matters.
  package static let largestDifference = 0.01
  /// Ratio of the shares from which on it matters where events may have no value by their nature, so that the shares depend on the effect.
  package static let largestRatio = 2.0

  package let loss: EventLoss
  /// The metrics that count the events.
  package let metrics: [PlannedMetric]
  private let control: Int
  /// The units of each variant.
  private let units: [Int]
  /// The error of each treatment's test.
  private let error: Double

  /// - Precondition: the loss is one of the losses.
  private init(_ loss: EventLoss, among losses: Int, _ plan: AnalysisPlan, units: [Int]) {
    (self.loss, self.units) = (loss, units)
    metrics = plan.metrics.filter { plan.factTerms(of: $0.name).contains(where: loss.concerns) }
    control = plan.control
    error = plan.errors.quality / Double(2 * losses * max(1, plan.variants.count - 1))
  }

  package static func all(_ plan: AnalysisPlan, _ summary: ExperimentSummary) -> [LostEvents] {
    summary.eventLosses.map {
      LostEvents($0, among: summary.eventLosses.count, plan, units: summary.exposure.units ?? [])
    }
  }

  /// Whether a difference voids a decision.
  package var isGated: Bool { metrics.contains { $0.role.decides } }

  /// Of the test that a treatment loses as much as the control.
  package func pValue(_ treatment: Int) -> Double {
    loss.arms[treatment].pValue(against: loss.arms[control], error: error)
  }

  /// Whether a treatment loses more than the control, or less, by more than chance and by so much that it matters; or all of a variant's
  /// events are lost, however few they are.
  package func differs(_ treatment: Int) -> Bool {
    if !loss.measure.mayBeMeant, isAllLost(treatment) != isAllLost(control) { return true }
    return isApart(treatment, control)
  }

  private func isApart(_ variant: Int, _ other: Int) -> Bool {
    let shares = [loss.arms[variant].share, loss.arms[other].share].sorted()
    let isFar = !loss.measure.mayBeMeant || shares[1] > Self.largestRatio * shares[0]
    return isFar && shares[1] - shares[0] > Self.largestDifference
      && loss.arms[variant].pValue(against: loss.arms[other], error: error) < error
  }

  private func isAllLost(_ variant: Int) -> Bool {
    loss.arms[variant].lost > 0 && loss.arms[variant].lost == loss.arms[variant].all
  }

  /// The variants that have lost all of their events, which is no accident: no variant has any, or the others lose fewer.
  package var gone: [Int] {
    let lost = loss.arms.indices.filter(isAllLost)
    // What no event meets although it might is a condition, not a loss.
    if loss.arms.allSatisfy({ $0.lost == $0.all }) { return loss.measure.mayBeMeant ? [] : lost }
    return lost.filter { variant in loss.arms.indices.contains { isApart(variant, $0) } }
  }

  /// The variants that have no event, while the others have so many that it is no accident.
  package var absent: [Int] {
    guard loss.measure == .presence else { return [] }
    return loss.arms.indices.filter { variant in
      guard loss.arms[variant].all == 0, units.count == loss.arms.count else { return false }
      return loss.arms.indices.contains { other in
        let active = loss.arms[other].moments.count
        return loss.arms[other].all >= EventLedger.many
          && SplitTest(control: (active, max(active, units[other])), variant: (0, units[variant])).pValue < error
      }
    }
  }
}

extension EventLoss.Measure {
  /// Whether a blank may be meant, as that of a price in the row of a visit.
  fileprivate var mayBeMeant: Bool {
    switch self {
    case .condition, .filter: true
    case .time, .event, .presence: false
    }
  }
}
