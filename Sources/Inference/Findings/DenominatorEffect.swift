internal import Diagnostics
internal import Planning
internal import Specification
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

  init(_ metric: PlannedMetric, _ comparison: Comparison, _ arms: [Moments], at look: Look) {
    let estimate = metric.estimator.ofDenominator.estimate(
      StratifiedMoments(arms: arms.map { $0.coordinate(1) }), comparison.contrast)
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
}
