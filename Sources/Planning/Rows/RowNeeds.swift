internal import Statistics
internal import Terms

/// Which metrics need the rows of analysis beside their moments, and whether there are few enough of them.
package struct RowNeeds: Sendable, Equatable {
  /// Rows of a metric up to which a method may hold them all.
  package static let mostKept = 200_000

  /// Metrics whose rows are held, by position in the plan.
  package let kept: [Int]
  /// Metrics of which replicates are made, by position in the plan.
  package let replicated: [Int]
  /// Metrics whose influence values are looked at one by one, by position in the plan.
  package let shaped: [Int]

  package init(_ plan: AnalysisPlan, _ summary: ScopeSummary) {
    kept = plan.metrics.indices.filter { index in
      let counts = summary.cells[index].map(\.kept)
      let metric = plan.metrics[index]
      // Units that share a value are no rows of their own, and neither are the clusters across which they share it.
      guard metric.cell == nil else { return false }
      let isFew = counts.reduce(0, +) <= Self.mostKept
      switch metric.rows {
      case .none: return false
      case .all: return isFew
      case .ofTests:
        return isFew
          && (metric.test == .randomization || metric.hasFewClusters(summary.cells[index].map(\.moments)))
      case .unitsOfClusters:
        // The last outcome counts the units of a cluster.
        let units = summary.cells[index].reduce(0) {
          $0 + Double($1.moments.count) * ($1.moments.mean[metric.outcomes - 1])
        }
        return units <= Double(Self.mostKept)
      }
    }
    let isMaxT = plan.correction == .maxT && plan.metrics.count * plan.comparisons.count > 1
    replicated = plan.metrics.indices.filter {
      plan.metrics[$0].test == .bootstrap
        || isMaxT && plan.metrics[$0].canBeReplicated && plan.metrics[$0].cell == nil
    }
    shaped = plan.metrics.indices.filter { plan.asksForShape(of: $0, summary.groups) }
  }

  package var isEmpty: Bool { kept.isEmpty && replicated.isEmpty && shaped.isEmpty }

  /// Whether it matters which row is which: not to sums.
  package var areRowsNamed: Bool { !(kept.isEmpty && replicated.isEmpty) }

  /// The populations of the metrics that need rows of analysis, each once.
  package func populations(_ plan: AnalysisPlan) -> [Population] {
    unique(
      (kept + replicated + shaped).map { plan.metrics[$0] }.filter { $0.rows != .unitsOfClusters }.map(\.population))
  }

  /// The populations of the metrics that need the units within clusters, each once.
  package func unitPopulations(_ plan: AnalysisPlan) -> [Population] {
    unique(kept.map { plan.metrics[$0] }.filter { $0.rows == .unitsOfClusters }.map(\.population))
  }
}
