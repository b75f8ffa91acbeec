internal import Planning
internal import Statistics

/// Whether several variants differ at all, in one test of a metric; it gates nothing
/// (Methods/multiplicity, "One test of all variants").
public struct OmnibusEffect: Sendable, Equatable {
  public let metric: String
  public let method: String
  public let statistic: Double
  public let degreesOfFreedom: Double
  /// The degrees of freedom of the denominator; nil for a chi-squared statistic.
  public let denominatorDegreesOfFreedom: Double?
  public let pValue: Double

  /// One per primary metric of an experiment with more than two variants.
  static func all(_ plan: AnalysisPlan, _ drafts: [ComparisonDraft]) -> [OmnibusEffect] {
    guard plan.variants.count > 2 else { return [] }
    let control = plan.control
    return plan.metrics.filter { $0.role == .primary }.compactMap { metric in
      drafts.first { $0.metric.name == metric.name }?.variants.flatMap {
        OmnibusEffect(metric, $0, control: control)
      }
    }
  }

  private init?(_ metric: PlannedMetric, _ variants: any VariantComparison, control: Int) {
    guard let test = try? variants.omnibus(control: control) else { return nil }
    self.metric = metric.name
    method = test.method.rawValue
    statistic = test.statistic
    degreesOfFreedom = test.degreesOfFreedom
    denominatorDegreesOfFreedom =
      test.denominatorDegreesOfFreedom.isFinite ? test.denominatorDegreesOfFreedom : nil
    pValue = test.pValue
  }
}
