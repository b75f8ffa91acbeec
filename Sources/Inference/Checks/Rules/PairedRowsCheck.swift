internal import Diagnostics
package import Planning
internal import Statistics

/// Which rows of aggregates stand against each other in the variants, and which were left out for want of a partner.
///
/// - Note: Methods/proportions, "Rows of aggregates".
package struct PairedRowsCheck: DataCheckRule {
  package static let name = "pairs of rows"
  /// Values that are named.
  private static let shown = 3

  package static func run(_ plan: AnalysisPlan, _ summary: ExperimentSummary) -> [DataCheck] {
    guard let pairs = summary.pairs else { return [] }
    return plan.metrics.indices.compactMap { index in
      let metric = plan.metrics[index]
      guard let form = metric.aggregateForm, let sample = PairedSample(plan, index, pairs.groups) else { return nil }
      let alone = pairs.groups.filter { group in
        let counts = PairedSample.counts(group.cells[index], form)
        let isAlone = group.keys.first.flatMap(\.self) == nil || counts.contains { $0.trials <= 0 }
        return isAlone && counts.contains { $0.trials != 0 || $0.successes != 0 }
      }
      let compared: Phrase =
        "\(metric.name): \(sample.pairs.count) values of \(pairs.column) are in every variant and are compared as pairs"
      guard !alone.isEmpty else { return DataCheck(name, .passed, compared) }
      let names = alone.prefix(shown).map { $0.keys.first.flatMap(\.self).map { quoted($0) } ?? "no value" }
      let more = alone.count > shown ? " and \(alone.count - shown) more" : ""
      return DataCheck(
        name, .warning,
        "\(compared); \(alone.count == 1 ? "one is" : "\(alone.count) are") not in every variant, blank in one, or divide by zero there, and left out: \(names.joined(separator: ", "))\(more)"
      )
    }
  }
}
