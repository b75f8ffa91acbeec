internal import Diagnostics
package import Planning
internal import Statistics
internal import Terms

/// Do few units hold much of a total, and does one of them look like the total of the others?
package struct LargestUnitsCheck: DataCheckRule {
  package static let name = "largest units"
  /// How near a value must be to the sum of the others, in parts of it.
  private static let tolerance = 1e-6

  package static func run(_ plan: AnalysisPlan, _ summary: ExperimentSummary) -> [DataCheck] {
    let notable = summary.largest.filter { $0.isNotable($0.shareOfTop, of: $0.units) }
    let others = notable.filter { !$0.isNotable($0.shareOfLargest, of: 1) }
    return summary.largest.flatMap { totals($0, plan, summary) } + notable.compactMap { one($0, plan) }
      + (others.isEmpty ? [] : [shares(others, plan)]) + totalRows(plan, summary)
  }

  /// A unit that holds much by itself; nil where none does.
  private static func one(_ values: LargestValues, _ plan: AnalysisPlan) -> DataCheck? {
    guard values.isNotable(values.shareOfLargest, of: 1) else { return nil }
    let noun = noun(plan)
    let who = values.largest.indices.max { (values.largest[$0] ?? -1) < (values.largest[$1] ?? -1) } ?? 0
    let unit = values.keys.indices.contains(who) ? values.keys[who] : nil
    let key = unit.map { " (\(quoted(shortened($0))))" } ?? ""
    let together: Phrase =
      values.units == 1 ? "" : ", and the largest \(.count(values.units)) together \(share(values.shareOfTop))"
    return DataCheck(
      name, .warning,
      "\(plan.metrics[values.metric].name): the largest \(noun)\(key) holds \(share(values.shareOfLargest)) of the total\(together): "
        + "what happens to one \(noun) can decide; a capped metric does not depend on it",
      counts: [(name: "\(noun)s", count: values.units)])
  }

  /// Metrics of which few units hold much, and no single one.
  private static func shares(_ all: [LargestValues], _ plan: AnalysisPlan) -> DataCheck {
    let shares = all.map { values -> Phrase in "\(share(values.shareOfTop)) of \(plan.metrics[values.metric].name)" }
    return DataCheck(
      name, .passed,
      "the largest 1 % of the \(noun(plan))s hold \(shares.joined(separator: ", ")), and no single one more than \(share(LargestValues.notable))"
    )
  }

  private static func noun(_ plan: AnalysisPlan) -> String { plan.source.cluster == nil ? "unit" : "cluster" }

  /// Units whose value is the sum of all others, of their variant or of all.
  private static func totals(
    _ values: LargestValues, _ plan: AnalysisPlan, _ summary: ExperimentSummary
  ) -> [DataCheck] {
    let cells = summary.cells[values.metric]
    return plan.variants.indices.compactMap { variant in
      guard let largest = values.largest[variant], cells[variant].moments.count >= 3 else { return nil }
      let (own, all) = (cells[variant].moments, cells.dropFirst().reduce(cells[0].moments) { $0 + $1.moments })
      guard [own, all].contains(where: { isTotal(largest, of: $0) }) else { return nil }
      let key =
        values.keys.indices.contains(variant) ? values.keys[variant].map { " \(quoted(shortened($0)))" } ?? "" : ""
      return DataCheck(
        name, .warning,
        "\(plan.metrics[values.metric].name): the unit\(key) in \(plan.variants[variant].name) has as much as all others together, as a row of totals would: "
          + "leave it out with \(quoted("where")) if it is one")
    }
  }

  /// Values that so many others of a size would add up to; a few of them may do so by chance.
  private static let fewestParts = 3.0

  /// Whether a value is the sum of all others, of which several are of a size: (Σv)²/Σv² of them.
  private static func isTotal(_ value: Double, of moments: Moments) -> Bool {
    let (n, mean) = (Double(moments.count), moments.mean[0])
    let others = n * mean - value
    let squares = moments.products[0, 0] + n * mean * mean - value * value
    return value > 0 && abs(value - others) <= tolerance * value && others * others >= fewestParts * squares
  }

  /// Rows of aggregates whose counts are the sums of the others, in every variant.
  private static func totalRows(_ plan: AnalysisPlan, _ summary: ExperimentSummary) -> [DataCheck] {
    guard let pairs = summary.pairs, pairs.groups.count >= 3 else { return [] }
    let counts = pairs.groups.map { group in
      group.cells.map { $0.map { Double($0.moments.count) * ($0.moments.mean.last ?? 0) } }
    }
    return pairs.groups.enumerated().compactMap { position, group in
      guard let value = group.keys.first.flatMap(\.self) else { return nil }
      let isTotal = plan.metrics.indices.allSatisfy { metric in
        plan.variants.indices.allSatisfy { variant in
          let all = counts.reduce(0) { $0 + $1[metric][variant] }
          let own = counts[position][metric][variant]
          return own > 0 && abs(own - (all - own)) <= tolerance * own
        }
      }
      guard isTotal else { return nil }
      return DataCheck(
        name, .warning,
        "the rows of \(pairs.column) \(quoted(shortened(value))) have as much as all others together, as a row of totals would: "
          + "leave them out with \(quoted("where")) if they are totals")
    }
  }

  private static func share(_ share: Double) -> Quantity { .roundShare(share) }
}
