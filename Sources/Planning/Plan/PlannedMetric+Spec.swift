internal import Diagnostics
internal import Specification
internal import Statistics
internal import Terms

extension PlannedMetric {
  /// What the spec says of a metric, with the defaults of its experiment.
  ///
  /// - Parameter isStratified: whether it is compared in strata that the spec does not name.
  init(
    _ metric: MetricSpec, in spec: ExperimentSpec, population: Population, categories: [String],
    survival: PlannedSurvival?, cell: String?, earlierValues: PlannedTerm?, eventCap: EventCapTerms?, isStratified: Bool
  ) {
    let words = metric.metric
    name = metric.name.value
    title = metric.title ?? metric.name.value
    (type, preset) = (metric.type, metric.preset)
    // By day a step stands by itself, for the others may not be compared.
    step = isStratified ? nil : metric.whole.flatMap { FunnelStep(of: $0, words.terms.first?.input) }
    (inWords, filterText, missing) = (words.inWords, metric.where?.text.text, metric.missing)

    statesMissing = metric.statesMissing
    (role, direction, question, mde) = (metric.role, metric.direction, metric.question, metric.mde?.value)
    declaredMinimum =
      metric.role == .primary && metric.question == .superiority && words.estimands.contains(.relative)
      ? spec.decision.minimumEffect : nil
    (test, alternative) = (metric.test, metric.alternative)
    (alpha, questionAlpha) = (spec.alpha(of: metric), spec.questionAlpha(of: metric))
    level = spec.level(of: metric)

    (functional, estimands, isProbability, shift) =
      (words.functional, words.estimands, words.isProbability, words.shift)
    (segments, canBeReplicated) = (Swift.type(of: words).segments, words.canBeReplicated)
    (covariates, earlier, slopes) = (metric.covariates, metric.earlier.map(\.value), metric.slopes)
    (capRole, self.eventCap) = (metric.capRole(spec.data.rows), eventCap)
    capQuantile = metric.cap.flatMap { cap in
      guard case .quantile(let share, let ofNonzero) = cap.level else { return nil }
      return CapQuantile(share: share, isOfNonzero: ofNonzero, isOfEarlier: cap.source == .earlier)
    }

    (self.population, self.categories, self.survival) = (population, categories, survival)
    (self.cell, self.earlierValues) = (cell, earlierValues)
    aggregateForm = spec.data.rows == .aggregates ? words.aggregateForm : nil
    isClustered = spec.data.cluster != nil
    sumsRows = spec.data.rows == .events || isClustered
    // A bootstrap studentizes, for which every metric needs a standard error of its own.
    isAdjusted =
      !metric.covariates.isEmpty || !metric.earlier.isEmpty || !spec.strata.isEmpty || !spec.data.phases.isEmpty
      || isClustered || isStratified || metric.test == .bootstrap
    let setting = ComparisonSetting(isClustered: isClustered, isAdjusted: isAdjusted, slopes: slopes, level: level)
    rows = words.rows(setting)
    method = cell == nil ? words.method(setting) : .cells(CellClusters(words.functional))
  }
}
