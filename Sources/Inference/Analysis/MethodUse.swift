internal import Diagnostics
internal import Planning
public import Specification
public import Statistics

/// What a metric asked for and what was used, for the method card of a report.
public struct MethodUse: Sendable, Equatable {
  public let metric: String
  public let type: String
  /// `auto` or the test that the spec names.
  public let testAsked: String
  public let estimator: String
  /// The estimator in words.
  public let description: String
  public let alpha: Double
  public let level: Double
  public let alternative: Alternative
  public let missing: MissingRule
  /// The metric's own filter, as the spec writes it.
  public let filter: String?
  /// What the experiment was planned to find, as a sentence; it tests nothing.
  public let planned: String?
  /// Units kept and dropped over all variants.
  public let kept: Int
  public let dropped: [(reason: String, units: Int)]

  init(_ plan: AnalysisPlan, _ metric: PlannedMetric, _ cells: [MetricCell]) {
    self.metric = metric.name
    type = metric.spec.type
    testAsked = metric.spec.test.rawValue
    estimator = metric.estimator.method
    description =
      metric.estimator.description
      + (metric.invertsByFieller ? "; Fieller's interval for the relative difference" : "")
    alpha = metric.alpha
    level = metric.level
    alternative = metric.alternative
    missing = metric.spec.missing
    filter = metric.spec.where?.text.text
    planned = metric.spec.mde?.value.text
    kept = cells.reduce(0) { $0 + $1.kept }
    dropped = DropReason.allCases.compactMap { reason in
      let units = cells.reduce(0) { $0 + $1.dropped[reason, default: 0] }
      return units > 0 ? (reason.rawValue, units) : nil
    }
  }

  public static func == (left: MethodUse, right: MethodUse) -> Bool {
    left.metric == right.metric && left.type == right.type && left.testAsked == right.testAsked
      && left.estimator == right.estimator && left.alpha == right.alpha && left.level == right.level
      && left.alternative == right.alternative && left.missing == right.missing && left.filter == right.filter
      && left.planned == right.planned && left.kept == right.kept
      && left.dropped.elementsEqual(right.dropped) { $0 == $1 }
  }
}

extension PlannedMetric {
  /// Whether intervals of a lift are those of a ratio of two values whose errors are normal.
  var invertsByFieller: Bool {
    (estimator is DeltaMethod || estimator is CellClusters) && spec.test != .bootstrap
      && spec.metric.estimands.contains(.relative)
  }
}

extension Amount {
  /// The amount in words: `5 % of control`, `0.005`, `0.5 percentage points`.
  fileprivate var text: String {
    switch self {
    case .relative(let fraction): "\(shortest(fraction * 100)) % of control"
    case .absolute(let value): shortest(value)
    case .percentagePoints(let value): "\(shortest(value * 100)) percentage points"
    }
  }

  /// Without the tail that multiplying by a hundred leaves behind.
  private func shortest(_ value: Double) -> String {
    let rounded = (value * 1e9).rounded() / 1e9
    return rounded == rounded.rounded() && abs(rounded) < 1e15 ? "\(Int(rounded))" : "\(rounded)"
  }
}
