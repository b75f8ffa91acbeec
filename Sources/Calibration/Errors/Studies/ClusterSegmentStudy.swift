internal import Inference
internal import Planning
internal import SummarySQL

/// The same as of all clusters, inside a segment of them.
package enum ClusterSegmentStudy: ErrorStudy {
  package static let title = "Clusters inside segments"
  package static let runs = 2000

  private static let segments = ["north", "south"].map { SegmentValue(attribute: "region", value: $0) }

  package static func count(
    _ setting: ClusterStudy.Setting, _ calibration: Calibration, runs: Int
  ) async -> EventCount<ClusterStudy.Event> {
    let world = setting.world
    let spec = world.spec(
      data: #", "attributes": ["region"]"#, rest: #", "segments": ["region"]"#, texts: ["region"])
    return await calibration.count("segments|" + setting.name, runs: runs) { stream in
      let parts = segments.map { (segment: $0, arms: world.arms(stream)) }
      let whole = ClusterWorld.table(parts[0].arms.indices.map { arm in parts.flatMap { $0.arms[arm] } })
      let reader = SegmentedReader(whole, parts.map { ($0.segment, ClusterWorld.table($0.arms)) })
      let results = try ExperimentAnalysis(try await Answers(plan: spec.plan, spec.plan.needs, by: reader)).results
      // The segments are alike; one of them is looked at, so that experiments are independent.
      let own = results.segments.first { $0.key.value == parts[0].segment.value }
      return ClusterStudy.events(parts[0].arms, own?.metrics[0].comparisons[0].verdict)
    }
  }

  package static func section(_ calibration: Calibration, runs: Int) async -> ErrorSection {
    let (table, found) = await ClusterStudy.table(calibration, runs: runs) { await count($0, $1, runs: $2) }
    return ErrorSection(
      """
      The same with two segments, each of which has the clusters of its line; type I errors in one of them, of \(runs) experiments a
      line, without a correction for several segments.
      """,
      [table],
      promises: [ErrorPromise("clusters of a segment differ, they do not", ClusterStudy.promised, found)])
  }
}
