internal import Diagnostics
package import Planning
internal import Statistics

/// The dispersion index of counts, variance over mean: 1 where the events of a unit are independent of each other.
///
/// It decides nothing, for the variance that is used is the one that the units show
/// (Methods/means-and-counts, "Counts and rates").
package struct DispersionCheck: DataCheckRule {
  package static let name = "dispersion of counts"

  package static func run(_ plan: AnalysisPlan, _ summary: ExperimentSummary) -> [DataCheck] {
    zip(plan.metrics, summary.cells).compactMap { metric, cells in
      // The rows of a rate differ in exposure, and those of clusters in size, so that their variance says something else.
      guard metric.counts, metric.functional == .mean, !metric.isClustered else {
        return nil
      }
      let indices = zip(plan.variants, cells).compactMap { variant, cell -> String? in
        // Of the counts themselves, whatever a cap makes of them.
        let counts = metric.cap == nil ? cell.moments : cell.moments.sums(of: [[0, metric.outcomes - 1]])
        guard let index = index(counts) else { return nil }
        return "\(text(index)) in \(variant.name)"
      }
      guard !indices.isEmpty else { return nil }
      return DataCheck(
        name, .passed,
        "\(metric.name): variance over mean is \(indices.joined(separator: ", ")); "
          + "it is 1 for independent events, which the analysis does not assume")
    }
  }

  /// Sample variance over mean; nil where it is not defined.
  private static func index(_ moments: Moments) -> Double? {
    guard moments.count > 1, moments.mean[0] > 0 else { return nil }
    let index = moments.products[0, 0] / Double(moments.count - 1) / moments.mean[0]
    return index.isFinite ? index : nil
  }

  /// Three significant digits at least, two decimals below 100.
  private static func text(_ index: Double) -> String {
    guard index < 100 else { return index < 1e15 ? "\(Int(index.rounded()))" : "\(index)" }
    let hundredths = Int((index * 100).rounded())
    let decimals = hundredths % 100
    return "\(hundredths / 100).\(decimals < 10 ? "0" : "")\(decimals)"
  }
}
