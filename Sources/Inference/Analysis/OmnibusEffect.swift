internal import Planning
internal import Specification
internal import Statistics

/// Whether several variants differ at all, in one test of a metric; it gates nothing (`methods.md` 10.1).
public struct OmnibusEffect: Sendable, Equatable {
  public let metric: String
  public let method: String
  public let statistic: Double
  public let degreesOfFreedom: Double
  /// nil for a chi-squared statistic.
  public let denominatorDegreesOfFreedom: Double?
  public let pValue: Double

  /// One per primary metric of an experiment with more than two variants.
  static func all(_ plan: AnalysisPlan, _ tables: [StratifiedMoments]) -> [OmnibusEffect] {
    guard plan.variants.count > 2 else { return [] }
    return zip(plan.metrics, tables).compactMap { metric, table in
      metric.spec.role == .primary ? OmnibusEffect(metric, table) : nil
    }
  }

  private init?(_ metric: PlannedMetric, _ table: StratifiedMoments) {
    guard let test = Self.test(metric, table) else { return nil }
    self.metric = metric.name
    method = test.method.rawValue
    statistic = test.statistic
    degreesOfFreedom = test.degreesOfFreedom
    denominatorDegreesOfFreedom =
      test.denominatorDegreesOfFreedom.isFinite ? test.denominatorDegreesOfFreedom : nil
    pValue = test.pValue
  }

  private static func test(_ metric: PlannedMetric, _ table: StratifiedMoments) -> OmnibusTest? {
    let joint = metric.estimator.joint(table)
    var (values, smallest): ([Double], Double) = ([], .infinity)
    for arm in table.arms {
      guard let value = try? joint.values[arm].get() else { return nil }
      values.append(value.value)
      smallest = min(smallest, value.degreesOfFreedom)
    }
    if metric.spec.metric.isProbability, metric.estimator.method == MiettinenNurminen.key {
      let cells = table.arms.map { table.pooled($0) }
      return try? OmnibusTest.pearson(
        successes: cells.map { Int(($0.mean[0] * Double($0.count)).rounded()) }, trials: cells.map(\.count))
    }
    let covariance = SymmetricMatrix(dimension: values.count) { (try? joint.covariance($0, $1)) ?? 0 }
    return try? OmnibusTest.wald(values: values, covariance: covariance, smallestDegreesOfFreedom: smallest)
  }
}
