internal import Planning
internal import Specification
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
  static func all(_ plan: AnalysisPlan, _ tables: [StratifiedMoments]) -> [OmnibusEffect] {
    guard plan.variants.count > 2 else { return [] }
    let control = plan.control
    return zip(plan.metrics, tables).compactMap { metric, table in
      metric.spec.role == .primary ? OmnibusEffect(metric, table, control: control) : nil
    }
  }

  private init?(_ metric: PlannedMetric, _ table: StratifiedMoments, control: Int) {
    guard let test = try? metric.estimator.omnibus(table, control: control) else { return nil }
    self.metric = metric.name
    method = test.method.rawValue
    statistic = test.statistic
    degreesOfFreedom = test.degreesOfFreedom
    denominatorDegreesOfFreedom =
      test.denominatorDegreesOfFreedom.isFinite ? test.denominatorDegreesOfFreedom : nil
    pValue = test.pValue
  }
}
