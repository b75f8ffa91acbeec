internal import Planning
internal import Statistics
internal import Terms

/// What the comparisons of a metric are made of, in all units or in a segment.
struct ComparisonSource {
  let plan: AnalysisPlan
  let metric: PlannedMetric
  /// Of the metric, strata apart.
  let moments: StratifiedMoments
  /// Of the metric, per variant.
  let cells: [MetricCell]
  let seen: SeenValues
  /// The rows of the metric; nil in a segment that only sums were read of.
  let rows: MetricRows?
  let look: Look
  /// nil for all units.
  let segment: SegmentKey?
  /// Aggregates whose rows stand against each other; nil where too few do.
  var pairs: PairedSample?

  /// Every comparison of the metric.
  var drafts: [ComparisonDraft] {
    if case .doses(let method) = metric.method {
      return rows.map { [ComparisonDraft(self, DoseFit(method, $0, cells))] } ?? []
    }
    let variants = variants
    return plan.comparisons.map { ComparisonDraft(self, $0, variants) }
  }
}

extension ComparisonSource {
  /// All variants with the way to compare them; doses are not variants, and are refused.
  private var variants: any VariantComparison {
    switch metric.method {
    case .moments(let method):
      if let pairs { return BoundEstimator(PairedTotals(), pairs) }
      // Rows of totals say nothing of how units scatter.
      let isKnown = moments.cells.joined().allSatisfy { $0.mean.allSatisfy(\.isFinite) }
      return metric.aggregateForm == .totals
        ? refused(isKnown ? .tooFew : .numericallyUnreliable) : bound(method, moments)
    case .cells(let method): return BoundEstimator(method, CellSample(seen.cells, counts: counts))
    case .quantiles(let method):
      return seen.ranked.map { BoundEstimator(method, RankedSample(moments, $0)) } ?? refused(.tooManySegments)
    case .curves(let method):
      return seen.curves.map { BoundEstimator(method, CurveSample($0.variants, influences: moments)) }
        ?? refused(.tooManySegments)
    case .hazards(let method):
      return hazards.map { BoundEstimator(method, $0) } ?? refused(.tooManySegments)
    case .placements(let method):
      return rows.map { PlacementComparison(method: method, rows: $0, counts: counts) } ?? refused(.tooManySegments)
    case .doses: return refused(.contrastOnly)
    }
  }

  private func bound<Method: Estimator<StratifiedMoments>>(
    _ method: Method, _ moments: StratifiedMoments
  ) -> any VariantComparison { BoundEstimator(method, moments) }

  private func refused(_ reason: NotEstimable) -> any VariantComparison {
    RefusedComparison(metric.method.name, counts: counts, reason)
  }

  /// Units per variant.
  private var counts: [Int] { moments.cells.map { $0.reduce(0) { $0 + $1.count } } }

  private var hazards: HazardSample? { seen.curves.map { HazardSample(strata: $0.strata) } }
}

extension ComparisonSource {
  /// What a row of analysis is, as a path names it.
  var unitWord: String {
    if metric.cell != nil { return "cell" }
    return pairs != nil ? "pair" : metric.isClustered ? "cluster" : "unit"
  }

  /// The rows of analysis of an estimate; nil where units share values, so that more of them need not tell more.
  func rows(of estimate: Estimate) -> RowCount? {
    if let pairs { return .pairs(pairs.pairs.count) }
    guard metric.cell == nil else { return nil }
    let isOfTrials = metric.aggregateForm == .counts && !plan.hasIndependentTrials(metric)
    return .rows(
      of: metric.isClustered ? "clusters" : isOfTrials ? "trials" : "units", control: estimate.counts.control,
      variant: estimate.counts.variant)
  }

  /// Whether units of a variant are there, and none of them has a value.
  var lacksValues: Bool { cells.contains { $0.kept == 0 && !$0.dropped.isEmpty } }

  /// The smallest effective number of clusters among the variants of a contrast; nil where rows are units, or where something
  /// else is compared than their moments.
  func effectiveClusters(_ contrast: Contrast) -> Double? {
    guard metric.isClustered, case .moments = metric.method else { return nil }
    return (contrast.control + contrast.variant).map { moments.pooled($0.arm).effectiveClusters }.min()
  }

  /// The test of another method that decides about a comparison, or stands beside its own.
  func alternative(_ comparison: Comparison, _ estimate: Estimate) -> AlternativeTest? {
    let contrast = comparison.contrast
    switch metric.method {
    case .moments(let method):
      return AlternativeTest.exact(metric, estimate, moments, contrast)
        ?? AlternativeTest.poisson(metric, estimate, moments, contrast)
        ?? rows.flatMap {
          AlternativeTest.randomization(
            $0, method, comparison, estimate, clusters: effectiveClusters(contrast))
        }
    case .cells:
      return rows.flatMap { AlternativeTest.randomization($0, nil, comparison, estimate, clusters: nil) }
    case .hazards: return hazards.map { AlternativeTest.logRank($0, estimate, contrast) }
    case .quantiles, .curves, .placements, .doses: return nil
    }
  }
}
