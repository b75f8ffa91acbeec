internal import Diagnostics
internal import Planning
public import Statistics
public import Terms

/// What a metric asked for and what was used, for the method card of a report.
public struct MethodCard: Sendable, Equatable {
  public let metric: String
  public let type: String
  /// The name that the spec calls the type by, where it is another.
  let preset: String?
  /// What the metric measures, in words; nil where its columns say it.
  let inWords: String?
  let cap: CapRule?
  /// Whether a unit can lack the value: a time to an event has none that is missing, for who has no event is censored.
  let canBeMissing: Bool
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

  /// - Parameter isPaired: whether rows of aggregates stand against each other.
  init(_ plan: AnalysisPlan, _ metric: PlannedMetric, _ cells: [MetricCell], isPaired: Bool) {
    self.metric = metric.name
    type = metric.type
    preset = metric.preset
    inWords = metric.inWords
    cap = CapRule(metric)
    canBeMissing = metric.survival == nil
    testAsked = metric.test.rawValue
    estimator = isPaired ? PairedTotals.key : metric.method.name
    description =
      (isPaired ? PairedTotals().description : metric.method.description)
      + (metric.invertsByFieller || isPaired ? "; Fieller's interval for the relative difference" : "")
      + (metric.looksAtShape ? "; for skewed data Hall's transformation with a pooled shape instead" : "")
      + Self.ofClusters(metric)
    alpha = metric.alpha
    level = metric.level
    alternative = metric.alternative
    missing = metric.missing
    filter = metric.filterText
    planned = metric.mde?.text
    kept = cells.reduce(0) { $0 + $1.kept }
    dropped = DropReason.allCases.compactMap { reason in
      let units = cells.reduce(0) { $0 + $1.dropped[reason, default: 0] }
      return units > 0 ? (reason.rawValue, units) : nil
    }
  }

  /// What becomes of the method where clusters are few; empty where rows are no clusters whose totals are compared.
  private static func ofClusters(_ metric: PlannedMetric) -> String {
    guard metric.isClustered, case .moments = metric.method else { return "" }
    return
      "; where the clusters of a variant are worth fewer than \(Int(ClusterLimits.enough)) equal ones, the bias-reduced variance (CR2) with the degrees of freedom of Bell and McCaffrey, without covariates and strata"
  }

  public static func == (left: MethodCard, right: MethodCard) -> Bool {
    left.metric == right.metric && left.type == right.type && left.testAsked == right.testAsked
      && left.estimator == right.estimator && left.alpha == right.alpha && left.level == right.level
      && left.alternative == right.alternative && left.missing == right.missing && left.filter == right.filter
      && left.planned == right.planned && left.kept == right.kept
      && left.dropped.elementsEqual(right.dropped) { $0 == $1 }
  }
}

extension MethodCard {
  /// The metric's part of the method card.
  ///
  /// - Parameter title: of the metric.
  package func sentence(_ title: String) -> Phrase {
    var parts: [Phrase] = ["\(title) (\(preset.map { "\($0), of type \(type)" } ?? type)): \(description)"]
    if let inWords { parts.append(Phrase(inWords)) }
    if let cap { parts.append(cap.sentence) }
    parts.append("requested test: \(testAsked)")
    parts.append("\(sides), α = \(.exact(alpha)), intervals at \(.level(level))")
    if let filter { parts.append("only units where \(filter)") }
    if canBeMissing {
      parts.append(missing == .zero ? "missing values count as zero" : "units with a missing value are dropped")
    }
    if let planned { parts.append("planned to find \(planned)") }
    return "\(parts.joined(separator: "; "))."
  }

  private var sides: String {
    switch alternative {
    case .twoSided: "two-sided"
    case .greater: "one-sided, greater"
    case .less: "one-sided, less"
    }
  }

  package var record: Record {
    [
      "metric": .text(metric), "type": .text(type), "test_asked": .text(testAsked), "method_used": .text(estimator),
      "alternative": .text(alternative.rawValue), "alpha": .number(alpha), "level": .number(level),
      "missing": .text(missing.rawValue), "where": .text(filter), "planned_effect": .text(planned),
      "kept": .count(kept), "dropped": Record(dropped.map { ($0.reason, .count($0.units)) }),
    ]
  }
}

extension PlannedMetric {
  /// Whether intervals of a lift are those of a ratio of two values whose errors are normal.
  var invertsByFieller: Bool {
    method.invertsByFieller && test != .bootstrap
      && estimands.contains(.relative)
  }

  /// Whether skewed data are compared by another statistic.
  var looksAtShape: Bool {
    guard test != .bootstrap, cell == nil else { return false }
    return isClustered ? method.ofMoments != nil && !readsAggregates : needsShape
  }
}

extension Amount {
  /// The amount in words: `5 % of control`, `0.005`, `0.5 percentage points`.
  fileprivate var text: String {
    switch self {
    case .relative(let fraction): "\(shortest(fraction * 100)) % of the control's value"
    case .absolute(let value): shortest(value)
    case .percentagePoints(let value): "\(shortest(value * 100)) percentage points"
    }
  }

  /// The number without the tail that multiplying by a hundred leaves behind.
  private func shortest(_ value: Double) -> String {
    decimal((value * 1e9).rounded() / 1e9)
  }
}
