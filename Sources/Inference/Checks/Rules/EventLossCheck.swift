internal import Diagnostics
package import Planning
internal import Statistics
internal import Terms

/// Are events lost to faults of the log more often in one variant than in the other? What is lost does not count, so that the variant
/// seems to have less.
///
/// A gate where a primary metric or a guardrail counts the events.
///
/// - Note: Methods/data-checks, "Lost events".
package struct EventLossCheck: DataCheckRule {
  package static let name = "lost events"

  package static func run(_ plan: AnalysisPlan, _ summary: ExperimentSummary) -> [DataCheck] {
    LostEvents.all(plan, summary).flatMap { lost -> [DataCheck] in
      guard let text = EventLossText(lost.loss, plan, summary) else { return [] }
      let absent = lost.absent.map { variant in
        check(lost, variant, nil, withoutEvents(variant, lost, text, plan, summary), plan)
      }
      // What has surely no event left in a variant is an error (`EmptyFaults`).
      let differing = plan.variants.indices.filter { $0 != plan.control && lost.gone.isEmpty && lost.differs($0) }
      return absent + differing.map { check(lost, $0, lost.pValue($0), difference($0, lost, text, plan), plan) }
    }
  }

  private static func check(
    _ lost: LostEvents, _ variant: Int, _ p: Double?, _ finding: Phrase, _ plan: AnalysisPlan
  ) -> DataCheck {
    DataCheck(
      name, lost.isGated ? .failed : .warning, finding, pValue: p,
      counts: zip(plan.variants, lost.loss.arms).map { (name: $0.name, count: p == nil ? $1.all : $1.lost) },
      gate: lost.isGated ? .missing : nil, variant: variant == plan.control ? nil : plan.variants[variant].name)
  }

  private static func difference(
    _ variant: Int, _ lost: LostEvents, _ text: EventLossText, _ plan: AnalysisPlan
  ) -> Phrase {
    let (own, control) = (lost.loss.arms[variant], lost.loss.arms[plan.control])
    let (zero, one) = (plan.variants[plan.control].name, plan.variants[variant].name)
    let shown = text.rows.isEmpty ? "" : " (\(text.rows.inWords))"
    return
      "\(lost.names): \(Share.percent(own.share)) of the events of \(one) in the fact \(lost.loss.fact) \(text.lack)\(shown), against \(Share.percent(control.share)) of \(zero) (\(p: lost.pValue(variant))), which may make a difference or hide one; \(text.remedy)"
  }

  private static func withoutEvents(
    _ variant: Int, _ lost: LostEvents, _ text: EventLossText, _ plan: AnalysisPlan, _ summary: ExperimentSummary
  ) -> Phrase {
    let (fact, name) = (lost.loss.fact, plan.variants[variant].name)
    let nobody = summary.events?.facts.first { $0.fact == fact }?.ofNobody ?? 0
    return
      "\(lost.names): no event of the fact \(fact) belongs to a unit of \(name), and \(.count(nobody)) belong to no unit of the data; find out whether those are the events of \(name), and \(text.accepting)"
  }
}

extension LostEvents {
  /// The metrics in question, in words.
  var names: String { metrics.count == 1 ? metrics[0].name : listed(metrics.map { quoted($0.name) }) }
}
