public import Diagnostics
public import Statistics
public import Terms

/// A metric with its name, its part in the decision, and the question that is asked of it.
public struct MetricSpec: Sendable, Equatable {
  public let name: Positioned<String>
  /// The word under `type`.
  public let type: String
  public let title: String?
  public let role: MetricRole
  public let direction: Direction
  public let missing: MissingRule
  /// Whether the spec says itself what a missing value means.
  public let statesMissing: Bool
  /// The preset that the spec names instead of the type; nil where it names the type.
  public let preset: String?
  /// Whether the spec itself says that units without a value are left out; a unit without events has zero otherwise.
  public let dropsUnitsWithoutEvents: Bool
  /// The effect that the experiment is planned to find; it tests nothing.
  public let mde: Positioned<Amount>?
  /// What is asked beside whether the variants differ.
  public internal(set) var question: Question
  /// Columns that explain variance of the outcome, known before exposure.
  public let covariates: [Positioned<String>]
  /// Those of them that the spec makes.
  package var computedCovariates: [ComputedColumn] = []
  /// Spans before exposure over which the metric itself is aggregated, as covariates.
  public let earlier: [Positioned<TimeSpan>]
  public let slopes: SlopeRule
  /// The bound of the values, or of the numerators.
  public let cap: CapSpec?
  /// The level of the metric's own test, where it differs from the experiment's.
  public let alpha: Positioned<Double>?
  public let sides: Sides
  public let test: MetricTest
  /// Whether units count whose window is not over at the end of the data.
  public let maturity: MaturityRule
  /// The condition that rows must fulfil for this metric; that of events belongs to the metric's own terms.
  package let `where`: TypedExpression?
  private let box: MetricBox

  package var metric: any Metric { box.metric }

  /// A published effect that the result is held against.
  public var claim: Positioned<Claim>? {
    if case .claim(let claim) = question { claim } else { nil }
  }

  /// The entry of the spec that the metric is a part of; nil where it is one itself.
  package let whole: String?

  /// The side of the superiority test (Methods/assumptions-and-scales, "Good direction"); a neutral metric has
  /// two-sided tests only.
  public var alternative: Alternative {
    switch (sides, direction) {
    case (.two, _), (.one, .neutral): .twoSided
    case (.one, .increase): .greater
    case (.one, .decrease): .less
    }
  }

  package init(
    name: Positioned<String>, metric: any Metric, title: String?, role: MetricRole, direction: Direction,
    where condition: TypedExpression?, missing: MissingRule, mde: Positioned<Amount>?, question: Question,
    covariates: [Positioned<String>] = [], earlier: [Positioned<TimeSpan>] = [], slopes: SlopeRule = .arm,
    cap: CapSpec? = nil,
    alpha: Positioned<Double>?, sides: Sides, test: MetricTest,
    maturity: MaturityRule = .complete, preset: String? = nil, dropsUnitsWithoutEvents: Bool = false,
    whole: String? = nil, statesMissing: Bool = false
  ) {
    self.whole = whole
    self.name = name
    self.type = Swift.type(of: metric).type
    self.title = title
    self.role = role
    self.direction = direction
    self.where = condition
    self.missing = missing
    self.statesMissing = statesMissing
    self.mde = mde
    self.question = question
    self.covariates = covariates
    self.earlier = earlier
    self.slopes = slopes
    self.cap = cap
    self.alpha = alpha
    self.sides = sides
    self.test = test
    self.maturity = maturity
    self.preset = preset
    self.dropsUnitsWithoutEvents = dropsUnitsWithoutEvents
    box = MetricBox(metric: metric)
  }
}

extension MetricSpec {
  /// What the cap does; nil where there is none.
  ///
  /// The total of a ratio's numerator is larger where a unit has more events, which the denominator counts, so that a cut of it finds
  /// a difference where there is none (Methods/caps, "Ratios").
  package func capRole(_ rows: RowKind) -> CapRole? {
    guard let cap else { return nil }
    switch cap.unit {
    case .event: return .cutsEvents
    case .total: return .cutsTotals
    case nil:
      guard metric.functional == .ratio else { return .cutsTotals }
      return sumsEvents(rows) ? .cutsEvents : .standsBeside
    }
  }

  /// Whether single events have values that are summed to the metric's first term.
  package func sumsEvents(_ rows: RowKind) -> Bool {
    guard let term = metric.terms.first, term.kind == .number else { return false }
    return term.fact.map(\.sumsValues) ?? (rows == .events)
  }
}

/// Compares metrics of any type, so that what contains them need not.
private struct MetricBox: Sendable, Equatable {
  let metric: any Metric

  static func == (left: MetricBox, right: MetricBox) -> Bool {
    left.metric.isEqual(to: right.metric)
  }
}
