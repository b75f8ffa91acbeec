internal import Diagnostics
internal import Planning
public import Statistics

/// What the cap of a metric removed: the differences of the values as they are, cut, and above the cap, which all come from
/// one row vector, so that the first is the sum of the other two.
public struct CapEffect: Sendable, Equatable {
  /// A difference against control with its interval, or the reason why there is none.
  public struct Difference: Sendable, Equatable {
    public let value: Double?
    public let interval: Interval?
    public let reason: NotEstimable?
  }

  public struct Arm: Sendable, Equatable {
    public let variant: String
    /// Units of the metric; clusters where these are analyzed.
    public let units: Int
    /// Units, or clusters, in which something exceeds the cap.
    public let above: Int
    /// The share of the total of all values that the cap removed; nil where that total is not positive.
    public let removed: Double?
  }

  public struct Comparison: Sendable, Equatable {
    public let control: String
    public let variant: String
    public let raw: Difference
    public let capped: Difference
    public let excess: Difference
  }

  public let metric: String
  package let rule: CapRule
  public let isClustered: Bool
  public let arms: [Arm]
  public let comparisons: [Comparison]

  /// nil where nothing is cut.
  init?(_ plan: AnalysisPlan, _ metric: PlannedMetric, _ cells: [MetricCell], _ table: MetricTable, at look: Look) {
    guard let rule = CapRule(metric), let method = metric.method.ofMoments else { return nil }
    self.metric = metric.name
    self.rule = rule
    isClustered = metric.isClustered
    arms = zip(plan.variants, cells).map { variant, cell in
      let excess = cell.moments.mean[metric.outcomes - 1]
      let total = cell.moments.mean[0] + excess
      return Arm(
        variant: variant.name, units: cell.kept, above: cell.aboveCap, removed: total > 0 ? excess / total : nil)
    }
    comparisons = plan.comparisons.map { comparison in
      func difference(_ part: CapPart) -> Difference {
        Difference(
          method.estimate(table.moments(part).withSlopes(of: table.moments), comparison.contrast), level: metric.level,
          at: look)
      }
      return Comparison(
        control: comparison.control, variant: comparison.variant, raw: difference(.raw), capped: difference(.capped),
        excess: difference(.excess))
    }
  }
}

extension CapEffect.Difference {
  fileprivate init(_ estimate: Estimate, level: Double, at look: Look) {
    let found = Result { () throws(NotEstimable) in
      try estimate.interval(
        on: .absolute, alternative: .twoSided, try look.boundary(.twoSided, level: level))
    }
    value = try? estimate.value(on: .absolute)
    interval = try? found.get()
    reason = if case .failure(let why) = found { why } else { nil }
  }
}
