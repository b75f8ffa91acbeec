internal import Planning
internal import Statistics

/// Whether an effect differs between the values of a segment attribute, asked before any value is looked at by itself.
///
/// - Note: W. G. Cochran (1954), *Biometrics* 10, 101-129; N. E. Breslow, N. E. Day (1980), *Statistical Methods in Cancer
///   Research* 1; M. Gail, R. Simon (1985), *Biometrics* 41, 361-372; Methods/heterogeneity.
public struct SegmentEffect: Sendable, Equatable {
  /// How effects are compared.
  public enum Method: String, Sendable, CaseIterable {
    /// Cochran's Q of the differences.
    case cochran = "cochran-q"
    /// The score test of one odds ratio, for proportions of units.
    case breslowDay = "breslow-day"
    /// The same with a drawn distribution, where many cells expect less than one event.
    case breslowDayBootstrap = "breslow-day-bootstrap"
  }

  /// The effect in one value, alone and pooled with the others.
  public struct Value: Sendable, Equatable {
    /// The value of the attribute; nil is a missing value.
    public let name: String?
    public let estimate: Double
    public let standardError: Double
    /// Drawn towards the common effect as far as the values do not differ; nil where that is not known.
    public let pooled: Double?
    public let pooledError: Double?
  }

  public let metric: String
  public let control: String
  public let variant: String
  public let attribute: String
  public let values: [Value]
  /// Values that have no part in the test: without an estimate, or, of proportions, without both outcomes.
  public let leftOut: [String]
  public let method: Method
  /// Cochran's Q, or X² of Breslow and Day.
  public let statistic: Double
  public let degreesOfFreedom: Int
  public let pValue: Double
  /// I²: the share of the differences that chance does not explain.
  public let inconsistency: Double
  /// Whether some values gain and others lose: the p-value of Gail and Simon.
  public let signChangeP: Double?

  /// Whether odds ratios are compared, and not differences.
  var isOfOdds: Bool { method != .cochran }

  /// Whether effects differ by more than chance allows at `alpha`.
  public func isHeterogeneous(alpha: Double) -> Bool { pValue < alpha }

  /// nil where fewer than two values have part in the test.
  ///
  /// - Parameter seed: decides the draws where cells are sparse.
  init?(
    _ metric: PlannedMetric, _ comparison: Comparison, _ attribute: String, _ drafts: [ComparisonDraft], seed: UInt64
  ) {
    let effects = drafts.map(\.effect)
    guard let test = Test(drafts, effects, seed) else { return nil }
    let estimated = drafts.indices.filter { effects[$0] != nil }
    let known = effects.compactMap(\.self)
    let pooling = (try? PartialPooling(known)) ?? nil
    self.metric = metric.name
    control = comparison.control
    variant = comparison.variant
    self.attribute = attribute
    values = known.indices.map { index in
      Value(
        name: drafts[estimated[index]].segment?.value, estimate: known[index].value,
        standardError: known[index].standardError, pooled: pooling?.posteriors[index].mean,
        pooledError: pooling?.posteriors[index].standardDeviation)
    }
    leftOut = drafts.indices.filter { !test.drafts.contains($0) }.map { drafts[$0].segment?.value ?? "no value" }
    method = test.method
    statistic = test.statistic
    degreesOfFreedom = test.degreesOfFreedom
    pValue = test.pValue
    inconsistency = Heterogeneity.inconsistency(test.statistic, degreesOfFreedom: test.degreesOfFreedom)
    let hasBothSigns = known.contains { $0.value > 0 } && known.contains { $0.value < 0 }
    signChangeP = hasBothSigns ? QualitativeInteraction(known)?.pValue : nil
  }

  /// The test that effects are all the same.
  private struct Test {
    let method: Method
    let statistic: Double
    let degreesOfFreedom: Int
    let pValue: Double
    /// The positions of the segments that have part in it.
    let drafts: Set<Int>

    init?(_ drafts: [ComparisonDraft], _ effects: [EffectEstimate?], _ seed: UInt64) {
      if drafts.contains(where: \.comparesCounts) {
        guard let test = BreslowDay(drafts.map(\.counts), seed: seed) else { return nil }
        method = test.isBootstrapped ? .breslowDayBootstrap : .breslowDay
        (statistic, degreesOfFreedom, pValue) = (test.statistic, test.degreesOfFreedom, test.pValue)
        self.drafts = Set(test.segments)
      } else {
        guard let test = Heterogeneity(effects.compactMap(\.self)) else { return nil }
        method = .cochran
        (statistic, degreesOfFreedom, pValue) = (test.q, test.degreesOfFreedom, test.pValue)
        self.drafts = Set(drafts.indices.filter { effects[$0] != nil })
      }
    }
  }
}

extension ComparisonDraft {
  /// The difference with its standard error; nil where one of them is unknown.
  fileprivate var effect: EffectEstimate? {
    guard let value = try? estimate.value(on: .absolute), let error = estimate.standardError(on: .absolute) else {
      return nil
    }
    return EffectEstimate(value: value, standardError: error)
  }
}
