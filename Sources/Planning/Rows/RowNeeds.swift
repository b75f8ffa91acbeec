internal import Specification
internal import Statistics

/// Which metrics need the rows of analysis beside their moments, and whether there are few enough of them.
package struct RowNeeds: Sendable, Equatable {
  /// Rows of a metric up to which a method may hold them all.
  package static let mostKept = 200_000

  /// Metrics whose rows are held, by position in the plan.
  package let kept: [Int]

  package init(_ plan: AnalysisPlan, _ summary: ExperimentSummary) {
    kept = plan.metrics.indices.filter { index in
      let counts = summary.cells[index].map(\.kept)
      guard counts.reduce(0, +) <= Self.mostKept else { return false }
      let metric = plan.metrics[index]
      return metric.spec.test == .randomization
        || metric.isClustered && metric.quantile == nil && counts.contains { $0 < CR2.enoughClusters }
    }
  }

  package var isEmpty: Bool { kept.isEmpty }

  /// Of the metrics that need rows, each once.
  package func populations(_ plan: AnalysisPlan) -> [Population] { unique(kept.map { plan.metrics[$0].population }) }
}
