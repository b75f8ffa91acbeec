internal import Planning
internal import Specification
internal import Statistics

/// Ranks: units are placed among those of the other variant before anything is averaged.
struct RankMeasure: Measure {
  init(_ words: RankMetric) {}

  func drafts(_ source: DraftSource) -> [ComparisonDraft] {
    let settings = AdjustmentSettings(slopes: source.metric.spec.slopes)
    return source.plan.comparisons.map { comparison in
      let placements = Result { () throws(NotEstimable) in
        guard let rows = source.rows else { throw .unread }
        return try rows.placements(comparison)
      }
      // Without placements the values still tell the counts.
      return ComparisonDraft(
        source, comparison, (try? placements.get()) ?? source.moments,
        by: PlacementMeans(settings: settings, refusal: placements.failure))
    }
  }

  var isAverage: Bool { false }
}
