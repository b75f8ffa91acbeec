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
    let control = plan.variants.firstIndex(where: \.isControl) ?? 0
    return zip(plan.metrics, tables).compactMap { metric, table in
      metric.spec.role == .primary ? OmnibusEffect(metric, table, control: control) : nil
    }
  }

  private init?(_ metric: PlannedMetric, _ table: StratifiedMoments, control: Int) {
    guard let test = Self.test(metric, table, control: control) else { return nil }
    self.metric = metric.name
    method = test.method.rawValue
    statistic = test.statistic
    degreesOfFreedom = test.degreesOfFreedom
    denominatorDegreesOfFreedom =
      test.denominatorDegreesOfFreedom.isFinite ? test.denominatorDegreesOfFreedom : nil
    pValue = test.pValue
  }

  /// Pearson's or Welch's test where the units stand for themselves, Wald's of the joint covariance elsewhere.
  private static func test(_ metric: PlannedMetric, _ table: StratifiedMoments, control: Int) -> OmnibusTest? {
    let isPlain = table.covariates == 0 && table.strata.count == 1
    let cells = table.arms.map { table.pooled($0) }
    if metric.spec.metric.isProbability, metric.estimator.method == MiettinenNurminen.key {
      return try? OmnibusTest.pearson(
        successes: cells.map { Int(($0.mean[0] * Double($0.count)).rounded()) }, trials: cells.map(\.count))
    }
    if let mean = metric.estimator as? DeltaMethod, mean.functional == .mean, isPlain {
      guard cells.allSatisfy({ $0.count > 1 }) else { return nil }
      return try? OmnibusTest.welchANOVA(
        means: cells.map { $0.mean[0] }, variances: cells.map { $0.products[0, 0] / Double($0.count - 1) },
        counts: cells.map(\.count))
    }
    let joint = metric.estimator.joint(table)
    var (values, smallest): ([Double], Double) = ([], .infinity)
    for arm in table.arms {
      guard let value = try? joint.values[arm].get() else { return nil }
      values.append(value.value)
      guard arm != control else { continue }
      guard let evidence = try? joint.evidence(Contrast(control: control, variant: arm)) else { return nil }
      smallest = min(smallest, evidence.degreesOfFreedom(r: 1))
    }
    let covariance = SymmetricMatrix(dimension: values.count) { (try? joint.covariance($0, $1)) ?? 0 }
    return try? OmnibusTest.wald(values: values, covariance: covariance, smallestDegreesOfFreedom: smallest)
  }
}
