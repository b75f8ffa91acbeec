internal import Diagnostics
internal import Planning
public import Statistics

/// How the denominator of a ratio differs between two variants: a ratio can rise because its denominator fell.
public struct DenominatorEffect: Sendable, Equatable {
  public let metric: String
  public let control: String
  public let variant: String
  /// The denominator per unit of the control.
  public let valueControl: Double?
  public let valueVariant: Double?
  /// Relative, a fraction; nil with the reason.
  public let lift: Double?
  public let interval: Interval?
  public let pValue: Double?
  public let reason: NotEstimable?

  /// - Parameter arms: the moments of numerator and denominator, per variant.
  init(_ draft: ComparisonDraft, _ arms: [Moments]) {
    let (metric, comparison, look) = (draft.metric, draft.comparison, draft.look)
    let estimate = Self.estimate(draft, arms)
    self.metric = metric.name
    control = comparison.control
    variant = comparison.variant
    valueControl = try? estimate.control.get().value
    valueVariant = try? estimate.variant.get().value
    lift = try? estimate.value(on: .relative)
    let found = Result { () throws(NotEstimable) in
      let boundary = try look.boundary(.twoSided, level: metric.level)
      return (
        interval: try estimate.interval(on: .relative, alternative: .twoSided, boundary),
        p: try estimate.test(.noDifference, alternative: .twoSided, boundary).pValue
      )
    }
    interval = try? found.get().interval
    pValue = try? found.get().p
    reason = if case .failure(let why) = found { why } else { nil }
  }

  /// The denominators alone, by the totals of cells where units share a value.
  private static func estimate(_ draft: ComparisonDraft, _ arms: [Moments]) -> Estimate {
    let contrast = draft.comparison.contrast
    guard case .cells = draft.metric.method else {
      return DeltaMethod(.mean).estimate(StratifiedMoments(arms: arms.map { $0.coordinate(1) }), contrast)
    }
    let sample = CellSample(draft.source.seen.cells, counts: arms.map(\.count))
    return CellClusters(.mean).estimate(sample.denominators, contrast)
  }
}
