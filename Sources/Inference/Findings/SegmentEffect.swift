internal import Planning
internal import Statistics

/// Whether an effect differs between the values of a segment attribute, asked before any value is looked at by itself.
///
/// - Note: W. G. Cochran (1954), *Biometrics* 10, 101-129; M. Gail, R. Simon (1985), *Biometrics* 41, 361-372;
///   Methods/heterogeneity.
public struct SegmentEffect: Sendable, Equatable {
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
  /// Values without an estimate.
  public let leftOut: [String]
  /// Cochran's Q and its p-value.
  public let statistic: Double
  public let degreesOfFreedom: Int
  public let pValue: Double
  /// I²: the share of the differences that chance does not explain.
  public let inconsistency: Double
  /// Whether some values gain and others lose: the p-value of Gail and Simon.
  public let signChangeP: Double?

  /// Whether effects differ by more than chance allows at `alpha`.
  public func isHeterogeneous(alpha: Double) -> Bool { pValue < alpha }

  /// nil where fewer than two values have an estimate.
  init?(_ metric: PlannedMetric, _ comparison: Comparison, _ attribute: String, _ drafts: [ComparisonDraft]) {
    var (names, effects, leftOut): ([String?], [EffectEstimate], [String]) = ([], [], [])
    for draft in drafts {
      let name = draft.segment?.value
      if let value = try? draft.estimate.value(on: .absolute), let error = draft.estimate.standardError(on: .absolute),
        let effect = EffectEstimate(value: value, standardError: error)
      {
        names.append(name)
        effects.append(effect)
      } else {
        leftOut.append(name ?? "no value")
      }
    }
    guard let test = Heterogeneity(effects) else { return nil }
    let pooling = (try? PartialPooling(effects)) ?? nil
    self.metric = metric.name
    control = comparison.control
    variant = comparison.variant
    self.attribute = attribute
    values = effects.indices.map { index in
      Value(
        name: names[index], estimate: effects[index].value, standardError: effects[index].standardError,
        pooled: pooling?.posteriors[index].mean, pooledError: pooling?.posteriors[index].standardDeviation)
    }
    self.leftOut = leftOut
    statistic = test.q
    degreesOfFreedom = test.degreesOfFreedom
    pValue = test.pValue
    inconsistency = test.iSquared
    let hasBothSigns = effects.contains { $0.value > 0 } && effects.contains { $0.value < 0 }
    signChangeP = hasBothSigns ? QualitativeInteraction(effects)?.pValue : nil
  }
}
