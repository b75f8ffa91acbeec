package import Diagnostics
public import Planning
internal import Statistics
package import SummarySQL
internal import Terms

/// Everything that is known at the end: results, checks, and what was asked and done; no format, no digits.
public struct ExperimentAnalysis: Sendable {
  public let header: ExperimentHeader
  /// Every answer, as a tree.
  package let results: ExperimentResult
  public let checks: [DataCheck]
  /// One per comparison of variants, in the order of the plan, then one per primary metric that compares doses.
  public let verdicts: [TreatmentVerdict]
  /// What to do with each treatment; empty where all metrics compare doses.
  public let decisions: [Decision]
  /// What there is to see beside the answers, in the order of a report; a kind of which there is nothing is empty.
  package let findings: [any Finding]
  /// Where every row of the source went.
  public let exposure: Exposure
  /// What became of events; nil where the units come from no exposure log.
  public let events: EventAccount?

  /// - Parameters:
  ///   - answers: to all that the plan needs.
  ///   - other: to what the plan with another rule for units in several variants needs; nil where there is none.
  package init(_ answers: Answers, beside other: Answers? = nil) throws(DiagnosticList) {
    var beside: (rule: CrossingRule, results: ExperimentResult)?
    if let other { beside = (other.plan.crossing, try ExperimentAnalysis(other).results) }
    let (plan, summary, sample) = (answers[ScopedPlan()], answers.summary(), answers[AnalysisRows()])
    let segmentsRead = answers[SegmentsRead()].map { SegmentSample($0, answers) }
    // Nothing tells yet how much is planned.
    let look = Look(plan.design, at: .complete)
    let unreadable = UnreadableFaults(plan: plan, summary: summary)
    // Without its time, or what a condition is about, a row belongs to no variant, which would be said of it otherwise.
    try unreadable.checkRows()
    try JoinFaults(plan: plan, summary: summary).check()
    try RowFaults(plan: plan, summary: summary).check()
    try CountFaults(plan: plan, summary: summary).check()
    try MatchFaults(plan: plan, summary: summary).check()
    try LabelFaults(plan: plan, summary: summary).check()
    try unreadable.checkValues()
    try FlagFaults(plan: plan, summary: summary).check()
    try ConditionFaults(plan: plan, summary: summary).check()
    try EmptyFaults(plan: plan, summary: summary).check()
    try CategoryFaults(plan: plan, groups: summary.groups).check()
    header = plan.header
    let checks = DataChecks.all.flatMap { $0.run(plan, summary) }.map { $0.accepted(plan.accepted) }
    self.checks = checks
    let tables = plan.metrics.indices.map { MetricTable(plan, $0, summary.groups).moments }
    let overall = Self.drafts(plan, summary, tables, sample, at: look)
    let shapes = answers[optional: SegmentShapes()] ?? [:]
    let drafts = overall + Self.segmentDrafts(plan, summary, segmentsRead, shapes, at: look)
    let families = Family.all(plan, drafts)
    let corrections = FamilyCorrection.all(plan, families, drafts, sample)
    let sizes = families.reduce(into: [Int: Int]()) { sizes, family in
      for member in family.members { sizes[member] = family.members.count }
    }
    let harms = HarmFamily.harms(plan, drafts)
    let byDay = DailyComparisons(plan, summary, overall, at: look).results(families, drafts, sample)
    let uncapped = UncappedComparisons(plan, summary, overall, at: look)
    let comparisons = drafts.indices.map { index in
      AnswerBuilder(
        plan: plan, draft: drafts[index], correction: corrections[index], familySize: sizes[index, default: 1],
        harm: harms[index]?.asked(byDay: byDay[index]?.harm), byDay: byDay[index],
        uncapped: uncapped.differing(index, drafts[index]),
        refusal: checks.contains { $0.voids(drafts[index].comparison, of: plan) } ? .mismatch : nil
      ).result()
    }
    let results = ExperimentResult(plan, summary, drafts, comparisons)
    self.results = results
    decisions = Decision.all(plan, results, checks, DecisionRisks(plan, families, drafts), overall)
    let primaries = overall.filter { $0.metric.role == .primary }
    let compared =
      (decisions.isEmpty ? [] : plan.comparisons)
      + primaries.filter { $0.dose != nil }.map(\.comparison)
    verdicts = compared.map { comparison in
      TreatmentVerdict(comparison, results, refused: checks.contains { $0.voids(comparison, of: plan) })
    }
    let source = FindingSource(
      plan: plan, summary: summary, tables: tables, drafts: overall, segmentDrafts: Array(drafts[overall.count...]),
      results: results, look: look, beside: beside, isTrusted: !checks.contains { $0.outcome == .failed })
    findings = Findings.all.map { $0.init(source) }
    exposure = Exposure(plan, summary.exposure)
    events = EventAccount(plan, summary.events)
  }

  /// Every metric on every comparison.
  ///
  /// - Parameter segment: the one that all units lie in; nil for all units.
  private static func drafts(
    _ plan: AnalysisPlan, _ summary: ExperimentSummary, _ tables: [StratifiedMoments], _ sample: RowSample,
    at look: Look, in segment: SegmentKey? = nil
  ) -> [ComparisonDraft] {
    plan.metrics.indices.flatMap { index in
      let metric = plan.metrics[index]
      let rows = MetricRows(
        plan: plan, index: index, groups: summary.groups, rows: sample.kept[index], bootstrap: sample.bootstraps[index])
      return ComparisonSource(
        plan: plan, metric: metric, moments: tables[index].with(shapes: sample.shapes(of: index)),
        cells: summary.cells[index],
        seen: SeenValues(metric, summary), rows: rows, look: look, segment: segment,
        pairs: PairedSample(plan, index, summary.pairs?.groups)
      ).drafts
    }
  }

  /// The comparisons of every metric in each segment.
  private static func segmentDrafts(
    _ plan: AnalysisPlan, _ summary: ExperimentSummary, _ readings: [SegmentSample],
    _ shapes: [SegmentValue: [Int: [ArmShape?]]], at look: Look
  ) -> [ComparisonDraft] {
    zip(plan.grouping.segments, summary.segments).enumerated().flatMap { position, division in
      let (attribute, values) = division
      return values.flatMap { segment in
        let (key, place) = (
          SegmentKey(attribute: attribute, value: segment.value),
          SegmentValue(attribute: attribute, value: segment.value)
        )
        let read = readings.first { $0.segment == place }.map { drafts($0, at: look, in: key) } ?? []
        return plan.metrics.indices.flatMap { index -> [ComparisonDraft] in
          let metric = plan.metrics[index]
          guard metric.segments != .none else { return [] }
          let own = read.filter { $0.metric.name == metric.name }
          guard own.isEmpty else { return own }
          let table = MetricTable(plan, index, segment.groups).moments.with(shapes: shapes[place]?[index])
          return ComparisonSource(
            plan: plan, metric: metric, moments: table, cells: [],
            seen: SeenValues(metric, summary, in: position, segment.value), rows: nil, look: look, segment: key,
            pairs: PairedSample(
              plan, index, summary.pairs?.segments[position].first { $0.value == segment.value }?.groups)
          ).drafts
        }
      }
    }
  }

  private static func drafts(
    _ reading: SegmentSample, at look: Look, in segment: SegmentKey
  ) -> [ComparisonDraft] {
    let plan = reading.plan
    let tables = plan.metrics.indices.map { MetricTable(plan, $0, reading.summary.groups).moments }
    return drafts(plan, reading.summary, tables, reading.sample, at: look, in: segment)
  }

  /// The answers as a table: a row per comparison, scale and method.
  public var rows: [ResultRow] { results.rows }

  /// What to do with the treatment of a verdict; nil where no decision is made on it.
  public func decision(on verdict: TreatmentVerdict) -> Decision? {
    decisions.first { $0.variant == verdict.variant && $0.control == verdict.control }
  }

  /// Whether the data checks leave room for a verdict.
  public var isTrusted: Bool { !checks.contains { $0.outcome == .failed } }
}
