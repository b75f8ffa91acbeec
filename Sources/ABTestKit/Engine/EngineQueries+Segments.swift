internal import Inference
internal import Planning
internal import Statistics
internal import SummarySQL

extension EngineQueries {
  /// The passes over the units of each segment, for the metrics that more than sums are needed of.
  ///
  /// - Parameter scalings: those that suit all units.
  func segments(
    of plan: AnalysisPlan, _ summary: ExperimentSummary, _ scalings: [PlannedTerm: Scaling], unitsAreUnique: Bool
  ) async throws -> [SegmentReading] {
    var readings: [SegmentReading] = []
    for segment in SegmentReading.needed(plan, summary) {
      let own = try plan.within(segment)
      let survivals = try await survivals(of: own, unitsAreUnique: unitsAreUnique)
      let (found, fitting) = try await self.summary(
        of: own, try await self.scalings(for: own).merging(scalings) { $1 }, unitsAreUnique: unitsAreUnique)
      let rows = try await rows(of: own, found, fitting, unitsAreUnique: unitsAreUnique)
      readings.append(
        SegmentReading(segment: segment, plan: own, summary: found.reading(survivals), sample: rows))
    }
    return readings
  }
}
