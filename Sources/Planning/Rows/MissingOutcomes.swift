package import Statistics
internal import Terms

/// How many outcomes of a metric are missing in each variant, and whether more in a treatment than in the control or fewer.
///
/// - Note: Methods/data-checks, "Missing outcomes": the treatment's missing among all missing, by the hypergeometric distribution; of
///   units in clusters the shares, as ratios of the totals of clusters.
package struct MissingOutcomes: Sendable {
  /// Per variant.
  package let missing: [Int]
  /// Units that an outcome was expected of, per variant.
  package let eligible: [Int]
  /// Whether missing outcomes void a decision.
  package let isGated: Bool
  private let control: Int
  /// Per variant, missing and all units of each cluster; nil where units are the rows of analysis.
  private let clusters: [GroupedLoss]?
  /// The error of each treatment's test.
  private let error: Double

  /// - Parameters:
  ///   - index: of the metric in the plan.
  ///   - clusters: missing and all units of each cluster, per variant; nil where nobody looked.
  package init(_ plan: AnalysisPlan, _ index: Int, _ cells: [MetricCell], clusters: [GroupedLoss]? = nil) {
    if let clusters {
      (missing, eligible) = (clusters.map(\.lost), clusters.map(\.all))
    } else {
      missing = cells.map { cell in cell.dropped.filter(\.key.isOfOutcome).values.reduce(0, +) }
      eligible = zip(cells, missing).map { $0.kept + $1 }
    }
    self.clusters = clusters
    isGated = plan.isGatedByMissing(plan.metrics[index])
    control = plan.control
    error = plan.errors.quality / Double(plan.testsOfMissing)
  }

  package var areNone: Bool { !missing.contains { $0 > 0 } }

  package var shares: [Double] { zip(missing, eligible).map { $1 == 0 ? 0 : Double($0) / Double($1) } }

  package func observed(_ arm: Int) -> ObservedUnits { ObservedUnits(eligible[arm] - missing[arm], of: eligible[arm]) }

  /// Of the test that a treatment lacks outcomes as often as the control does.
  package func pValue(_ treatment: Int) -> Double {
    if let clusters { return clusters[treatment].pValue(against: clusters[control], error: error) }
    return SplitTest(
      control: (missing[control], eligible[control]), variant: (missing[treatment], eligible[treatment])
    ).pValue
  }

  package func differs(_ treatment: Int) -> Bool { pValue(treatment) < error }
}

extension AnalysisPlan {
  fileprivate func isGatedByMissing(_ metric: PlannedMetric) -> Bool {
    // A logarithm is by its definition that of the units with a value above zero.
    metric.method.comparesVariants && !metric.takesLogarithm && metric.role.decides
  }

  /// Metrics whose missing outcomes void a decision; they share an error.
  package var gatedByMissing: Int { max(1, metrics.count(where: isGatedByMissing)) }

  /// Half of the error of the gate is that of lost events (`LostEvents`), where events may be lost.
  fileprivate var testsOfMissing: Int {
    gatedByMissing * max(1, variants.count - 1) * (exposures.map(\.facts.isEmpty) ?? true ? 1 : 2)
  }

  /// Whether the missing units of clusters are looked at, cluster by cluster.
  package func asksForMissing(of index: Int, _ cells: [MetricCell]) -> Bool {
    source.cluster != nil && source.rows == .units && isGatedByMissing(metrics[index])
      && cells.contains { $0.droppedRows.contains { $0.key.isOfOutcome } }
  }

  /// The treatments whose missing outcomes may void the decision of a mean, unless they change no answer.
  ///
  /// Values are trimmed as they are compared: adjusted ones, and those of clusters, are not.
  package func trimmed(of index: Int, _ cells: [MetricCell]) -> [Int] {
    let metric = metrics[index]
    guard source.rows == .units, metric.isTrimmed, metric.population.terms[0].kind == .number else { return [] }
    let missing = MissingOutcomes(self, index, cells)
    guard missing.isGated, !missing.areNone else { return [] }
    return variants.indices.filter { $0 != control && missing.differs($0) }
  }
}

extension PlannedMetric {
  /// Whether the units that one variant has too many of can be taken out.
  package var isTrimmed: Bool {
    functional == .mean && method.ofMoments != nil && !isClustered && !isAdjusted && cell == nil
  }
}
