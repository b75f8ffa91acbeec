internal import Statistics

extension AnalysisPlan {
  /// Whether the influence values of a metric must be looked at one by one, for sums do not tell whether they are skewed.
  ///
  /// - Parameter groups: of all units, or of a segment.
  package func asksForShape(of index: Int, _ groups: [SummaryGroup]) -> Bool {
    guard metrics[index].isReadForShape, let method = metrics[index].method.ofMoments else { return false }
    let moments = MetricTable(self, index, groups).moments
    // Of a source that nobody has read yet, all that may be asked is.
    return moments.arms.allSatisfy { moments.pooled($0).count == 0 } || method.asksForShape(moments)
  }
}
