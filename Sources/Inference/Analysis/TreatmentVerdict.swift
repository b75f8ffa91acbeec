internal import Planning
internal import Statistics

/// What the primary metrics say about one treatment.
public struct TreatmentVerdict: Sendable, Equatable {
  public let control: String
  public let variant: String
  /// The first primary metric, of which the sentence is made; nil where none compares these sides.
  package let metric: ReportedMetric?
  package let comparison: ComparisonResult?
  /// What the primary metrics answer to their questions, in the order of the spec; empty where nothing may be concluded.
  public let primary: [Verdict]
  /// Metrics that got worse, whatever their role.
  public let regressions: [String]

  init(_ compared: Comparison, _ results: ExperimentResult, refused: Bool) {
    control = compared.control
    variant = compared.variant
    let own = results.metrics.compactMap { metric in
      metric.comparison(of: compared.variant, with: compared.control).map { (metric: metric.metric, comparison: $0) }
    }
    let primaries = own.filter { $0.metric.role == .primary }
    metric = primaries.first?.metric
    comparison = primaries.first?.comparison
    primary = refused ? [] : primaries.compactMap(\.comparison.word)
    regressions = refused ? [] : own.filter { $0.comparison.harm?.isFound ?? false }.map(\.metric.name)
  }
}
