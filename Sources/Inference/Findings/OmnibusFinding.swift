internal import Planning
internal import Statistics

/// Whether several variants differ at all, per primary metric.
package struct OmnibusFinding: Finding {
  package static let key = "omnibus"
  package static let title = "All variants together"
  package static let place = FindingPlace.decision

  private let effects: [OmnibusEffect]
  private let titles: MetricTitles

  package init(_ source: FindingSource) {
    effects = OmnibusEffect.all(source.plan, source.drafts)
    titles = source.titles
  }

  package var body: [Block] {
    guard !effects.isEmpty else { return [] }
    return [
      .bullets(
        effects.map {
          "\(titles[$0.metric]): all variants together, \(p: $0.pValue) (\($0.method)); not used in the decision."
        })
    ]
  }

  package var record: Record? {
    .list(
      effects.map { test in
        [
          "metric": .text(test.metric), "method": .text(test.method), "statistic": .number(test.statistic),
          "df": .number(test.degreesOfFreedom), "df_denominator": .number(test.denominatorDegreesOfFreedom),
          "p_value": .number(test.pValue),
        ]
      })
  }
}
