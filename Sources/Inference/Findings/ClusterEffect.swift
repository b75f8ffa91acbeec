internal import Planning
internal import Statistics

/// What clusters cost a metric in a comparison.
public struct ClusterEffect: Sendable, Equatable {
  public let metric: String
  public let control: String
  public let variant: String
  public let clustersControl: Int
  public let clustersVariant: Int
  /// Equal clusters that would be worth as much.
  public let effectiveControl: Double
  public let effectiveVariant: Double
  /// The correlation of two units of one cluster; nil where the squares of single units are not known.
  public let intraclassCorrelation: Double?
  /// How many times the clusters multiply the variance of single units; nil likewise.
  public let designEffect: Double?

  /// nil where the rows of analysis are not clusters, or are not at hand.
  init?(_ draft: ComparisonDraft) {
    guard let diagnostics = draft.clusters?.diagnostics else { return nil }
    metric = draft.metric.name
    control = draft.comparison.control
    variant = draft.comparison.variant
    (clustersControl, clustersVariant) = (draft.estimate.counts.control, draft.estimate.counts.variant)
    (effectiveControl, effectiveVariant) = diagnostics.effectiveClusters
    intraclassCorrelation = diagnostics.intraclassCorrelation
    designEffect = draft.estimate.designEffect
  }
}
