package import Diagnostics
package import Planning
public import Specification
internal import Statistics

/// Everything that is known at the end: results, checks, and what was asked and done; no format, no digits.
public struct ExperimentAnalysis: Sendable {
  public let spec: ExperimentSpec
  /// Every answer, as a tree.
  package let results: ExperimentResult
  public let checks: [DataCheck]
  /// One per comparison of variants, in the order of the plan, then one per primary metric that compares doses.
  public let verdicts: [TreatmentVerdict]
  /// Whether several variants differ at all, per primary metric.
  public let omnibus: [OmnibusEffect]
  /// How published figures compare with the data.
  public let claims: [PublishedClaim]
  /// What ratio metrics divide by, and whether it moved.
  public let denominators: [DenominatorEffect]
  /// What covariates and strata changed, per metric and comparison.
  public let adjustments: [AdjustmentEffect]
  /// What clusters cost, per metric and comparison.
  public let clusters: [ClusterEffect]
  /// Whether effects differ between the values of a segment attribute.
  public let segments: [SegmentEffect]
  /// The outcomes that are a function of a dose.
  public let curves: [DoseEffect]
  /// What was seen until the events of metrics that are a time to one.
  public let survivals: [SurvivalEffect]
  /// Funnels as wholes, beside the rows of their steps.
  public let funnels: [FunnelEffect]
  /// The units that triggered and what the others tell; nil where all exposed units are analyzed.
  public let trigger: TriggerUse?
  /// What to do with each treatment; empty without randomization.
  public let decisions: [Decision]
  /// What caps removed, per metric that has one.
  public let caps: [CapEffect]
  /// What was asked and what was used, per metric.
  public let methods: [MethodUse]
  /// Where every row of the source went.
  public let exposure: Exposure
  /// What became of events; nil where the units come from no exposure log.
  public let events: EventUse?

  /// - Parameter sample: the rows that the methods of the plan need.
  package init(
    _ planned: AnalysisPlan, _ summary: ExperimentSummary, _ sample: RowSample = .none,
    _ readings: [SegmentReading] = []
  ) throws(DiagnosticList) {
    let plan = planned.reading(summary)
    try RowFaults(plan: plan, exposure: summary.exposure).check()
    try CategoryFaults(plan: plan, groups: summary.groups).check()
    spec = plan.spec
    checks = DataChecks.all.flatMap { $0.run(plan, summary) }
    let refusal: NotEstimable? = checks.contains { $0.outcome == .failed } ? .mismatch : nil
    let tables = plan.metrics.indices.map { MetricTable(plan, $0, summary.groups).moments }
    let drafts = Self.drafts(plan, summary, tables, sample) + Self.segmentDrafts(planned, summary, readings)
    let families = Family.all(plan, drafts)
    let corrections = FamilyCorrection.all(plan, families, drafts, tables, sample)
    let sizes = families.reduce(into: [Int: Int]()) { sizes, family in
      for member in family.members { sizes[member] = family.members.count }
    }
    let comparisons = drafts.indices.map { index in
      AnswerBuilder(
        plan: plan, draft: drafts[index], correction: corrections[index], familySize: sizes[index, default: 1],
        refusal: refusal
      ).result()
    }
    let results = ExperimentResult(plan, drafts, comparisons)
    self.results = results
    let overall = drafts.filter { $0.segment == nil }
    adjustments = overall.compactMap { AdjustmentEffect($0) }
    clusters = overall.compactMap { ClusterEffect($0) }
    trigger = TriggerUse(plan, summary, overall)
    denominators = overall.compactMap { draft in
      guard draft.metric.spec.metric.functional == .ratio, draft.comparison.contrast.isOfAverages,
        let index = plan.metrics.firstIndex(where: { $0.name == draft.metric.name })
      else { return nil }
      return DenominatorEffect(draft.metric, draft.comparison, summary.cells[index].map(\.moments))
    }
    segments = Self.segmentEffects(plan, drafts)
    let risks = DecisionRisks(plan, families, drafts)
    curves = overall.compactMap { DoseEffect($0) }
    survivals = plan.metrics.compactMap { SurvivalEffect(plan, $0, summary) }
    funnels = FunnelEffect.all(plan, summary, isValid: refusal == nil)
    let comparesVariants = plan.metrics.contains { $0.spec.metric.doseResponse == nil }
    decisions =
      plan.spec.randomized && comparesVariants
      ? plan.comparisons.map { Decision(plan, $0, results, risks, isValid: refusal == nil) } : []
    caps = plan.metrics.enumerated().compactMap { index, metric in
      CapEffect(plan, metric, summary.cells[index], MetricTable(plan, index, summary.groups))
    }
    claims = overall.compactMap { PublishedClaim($0) }
    omnibus = OmnibusEffect.all(plan, tables)
    let primaries = overall.filter { $0.metric.spec.role == .primary }
    let compared =
      (primaries.contains { $0.dose == nil } ? plan.comparisons : [])
      + primaries.filter { $0.dose != nil }.map(\.comparison)
    verdicts = compared.map { TreatmentVerdict($0, results, refused: refusal != nil) }
    methods = zip(plan.metrics, summary.cells).map { MethodUse(plan, $0, $1) }
    exposure = Exposure(plan, summary.exposure)
    events = EventUse(plan, summary.events)
  }

  /// Every metric on every comparison.
  ///
  /// - Parameter segment: the one that all units lie in; nil for all units.
  private static func drafts(
    _ plan: AnalysisPlan, _ summary: ExperimentSummary, _ tables: [StratifiedMoments], _ sample: RowSample,
    in segment: SegmentKey? = nil
  ) -> [ComparisonDraft] {
    plan.metrics.indices.flatMap { index in
      let metric = plan.metrics[index]
      let rows = MetricRows(
        plan: plan, index: index, groups: summary.groups, rows: sample.kept[index], bootstrap: sample.bootstraps[index])
      if let fit = DoseFit(rows, summary.cells[index]) { return [ComparisonDraft(metric, fit)] }
      return plan.comparisons.map { comparison in
        guard !metric.spec.metric.comparesRanks else {
          return ComparisonDraft(ranks: rows, comparison, tables[index], segment: segment)
        }
        // No method looks at the rows of a quantile or of a curve.
        let isOfRows = metric.quantile == nil && metric.survival == nil
        return ComparisonDraft(metric, comparison, tables[index], rows: isOfRows ? rows : nil, segment: segment)
      }
    }
  }

  /// The same in each segment.
  ///
  /// - Parameter plan: as it was before values were read, which are those of all units.
  private static func segmentDrafts(
    _ plan: AnalysisPlan, _ summary: ExperimentSummary, _ readings: [SegmentReading]
  ) -> [ComparisonDraft] {
    zip(plan.grouping.segments, summary.segments).flatMap { attribute, values in
      values.flatMap { segment in
        let key = SegmentKey(attribute: attribute, value: segment.value)
        let read =
          readings.first { $0.segment == SegmentValue(attribute: attribute, value: segment.value) }
          .map { drafts($0, in: key) } ?? []
        return plan.metrics.indices.flatMap { index -> [ComparisonDraft] in
          let metric = plan.metrics[index]
          guard metric.spec.metric.doseResponse == nil else { return [] }
          let own = read.filter { $0.metric.name == metric.name }
          guard own.isEmpty else { return own }
          let table = MetricTable(plan, index, segment.groups).moments
          let shared = SharedEstimates.estimator(
            of: metric, summary, in: plan.grouping.segments.firstIndex(of: attribute), segment.value)
          return plan.comparisons.map {
            ComparisonDraft(shared.map(metric.comparing) ?? metric, $0, table, segment: key)
          }
        }
      }
    }
  }

  private static func drafts(_ reading: SegmentReading, in segment: SegmentKey) -> [ComparisonDraft] {
    let plan = reading.plan.reading(reading.summary)
    let tables = plan.metrics.indices.map { MetricTable(plan, $0, reading.summary.groups).moments }
    return drafts(plan, reading.summary, tables, reading.sample, in: segment)
  }

  private static func segmentEffects(_ plan: AnalysisPlan, _ drafts: [ComparisonDraft]) -> [SegmentEffect] {
    plan.grouping.segments.flatMap { attribute in
      plan.metrics.flatMap { metric in
        plan.comparisons.compactMap { comparison in
          SegmentEffect(
            metric, comparison, attribute,
            drafts.filter {
              $0.segment?.attribute == attribute && $0.metric.name == metric.name && $0.comparison == comparison
            })
        }
      }
    }
  }

  /// The answers as a table: a row per comparison, scale and method.
  public var rows: [ResultRow] { results.rows }

  /// Whether the data checks leave room for a verdict.
  public var isTrusted: Bool { !checks.contains { $0.outcome == .failed } }
}

extension AnalysisPlan {
  /// The plan with estimators that have the values which were read.
  fileprivate func reading(_ summary: ExperimentSummary) -> AnalysisPlan {
    comparing { metric in
      SurvivalEstimates.estimator(of: metric, summary) ?? SharedEstimates.estimator(of: metric, summary)
        ?? QuantileEstimates.estimator(of: metric, summary)
    }
  }
}
