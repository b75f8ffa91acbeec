internal import Planning
internal import Statistics

extension TreatmentChoice {
  /// One per treatment; nil for those that cannot be shipped.
  ///
  /// Those of the best outcome are candidates. The one with the largest estimate of the first primary metric is named if it
  /// beats every other candidate, each at the two-sided error of the metric; else a list is, which holds the best with
  /// probability 1 − α.
  ///
  /// - Note: S. Gutmann, Z. Maymin (1987), *Annals of Statistics* 15, 456-461; S. S. Gupta (1965), *Technometrics* 7,
  ///   225-245; J. C. Hsu (1981), *Annals of Statistics* 9, 1026-1034.
  static func all(
    _ plan: AnalysisPlan, _ evidence: [DecisionEvidence], _ drafts: [ComparisonDraft]
  ) -> [TreatmentChoice?] {
    var choices = [TreatmentChoice?](repeating: nil, count: evidence.count)
    guard evidence.count > 1 else { return choices }
    let outcomes = evidence.map(\.decisionCase.verdict.outcome)
    let wanted: Decision.Outcome = outcomes.contains(.ship) ? .ship : .tradeOff
    let candidates = evidence.indices.filter { outcomes[$0] == wanted }
    let names = evidence.map(\.comparison.variant)
    guard candidates.count > 1 else {
      for index in candidates {
        choices[index] = TreatmentChoice(
          rank: .only, leads: true, list: [names[index]], metric: nil, next: nil, lead: nil, beaten: [])
      }
      return choices
    }
    guard let race = TreatmentRace(plan, evidence, candidates, drafts) else {
      for index in candidates {
        choices[index] = TreatmentChoice(
          rank: .oneOf, leads: false, list: candidates.map { names[$0] }, metric: nil, next: nil, lead: nil, beaten: [])
      }
      return choices
    }
    let list = race.list.map { names[$0] }
    for index in candidates {
      let isLeader = index == race.leader
      choices[index] = TreatmentChoice(
        rank: race.isSeparated ? (isLeader ? .best : .behind) : race.list.contains(index) ? .oneOf : .behind,
        leads: isLeader, list: list, metric: race.title, next: names[race.next],
        lead: race.lead,
        beaten: candidates.filter { $0 != race.leader && $0 != race.next }.map { names[$0] })
    }
    return choices
  }
}
