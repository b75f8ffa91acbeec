internal import Diagnostics
package import Planning
internal import Statistics
internal import Terms

/// Did units get all of what they share, and has every unit something to share?
package struct SharedTotalsCheck: DataCheckRule {
  package static let name = "shared totals"
  /// Difference between the shares of units that no row stands for, as a fraction, from which on rows of one variant are missing.
  private static let largestDifference = 0.1

  package static func run(_ plan: AnalysisPlan, _ summary: ExperimentSummary) -> [DataCheck] {
    (summary.events?.facts ?? []).compactMap { ledger in
      ledger.sharing.map { check(ledger, $0, plan, summary) }
    }
  }

  private static func check(
    _ ledger: EventLedger, _ sharing: Sharing, _ plan: AnalysisPlan, _ summary: ExperimentSummary
  ) -> DataCheck {
    let counts = [(name: "read", count: ledger.read), (name: "shared", count: ledger.counted)]
    guard ledger.read > 0 else {
      return DataCheck(name, .warning, "the fact \(ledger.fact) has no rows", counts: counts)
    }
    guard ledger.counted > 0 else {
      return DataCheck(
        name, .warning,
        "no row of the fact \(ledger.fact) has the keys of a unit: the columns may hold different values, or the days may differ"
          + details(ledger, sharing), counts: counts)
    }
    // What the fact's own condition leaves out is left out on purpose.
    let lost = ledger.drops.contains { $0.reason != .filtered }
    let isWhole =
      !lost && ledger.withoutValue.isEmpty && sharing.negative == 0 && sharing.unitsWithoutKey == 0
      && sharing.unitsWithoutRow == 0
    let remedies = isOfVariants(ledger, plan) ? oneSided(ledger, sharing, summary) : []
    let isGated =
      !remedies.isEmpty
      && plan.metrics.contains { metric in
        metric.role.decides && plan.factTerms(of: metric.name).contains { $0.fact.value == ledger.fact }
      }
    return DataCheck(
      name, isGated ? .failed : isWhole ? .passed : .warning,
      "units share \(.count(ledger.counted)) of \(.count(ledger.read)) rows of the fact \(ledger.fact)"
        + details(ledger, sharing)
        + (isGated ? ", which may take something from one variant alone: \(listed(remedies))" : ""),
      counts: counts, gate: isGated ? .missing : nil)
  }

  /// Whether each row of the totals belongs to one variant.
  private static func isOfVariants(_ ledger: EventLedger, _ plan: AnalysisPlan) -> Bool {
    plan.exposures?.facts.first { $0.name == ledger.fact }?.source.labels.isEmpty == false
  }

  /// What to do about rows that lack what they have for one variant, and about rows that one variant lacks.
  private static func oneSided(_ ledger: EventLedger, _ sharing: Sharing, _ summary: ExperimentSummary) -> [String] {
    let shares = zip(sharing.withoutRowByVariant, summary.exposure.units ?? []).map { Double($0) / Double(max(1, $1)) }
    let isLopsided = (shares.max() ?? 0) - (shares.min() ?? 0) > largestDifference
    return (ledger.withoutValue.isEmpty ? [] : ["fill the rows, or write 0 where there was nothing"])
      + (isLopsided
        ? [
          "add the rows that are missing, write their keys and variants as the data does, or write rows of 0 where there was nothing"
        ] : [])
  }

  private static func details(_ ledger: EventLedger, _ sharing: Sharing) -> Phrase {
    var parts: [Phrase] = ledger.drops.map { "\(.count($0.events)) \($0.reason.rawValue)" }
    parts += ledger.withoutValue.map { "\(.count($0.events)) without a usable \(quoted($0.value))" }
    if sharing.negative > 0 { parts.append("\(.count(sharing.negative)) below zero") }
    let units = [
      (sharing.unitsWithoutKey, "units without a key"), (sharing.unitsWithoutRow, "units whose keys no row has"),
    ].filter { $0.0 > 0 }.map { count, what -> Phrase in "\(what): \(.count(count))" }
    return (parts.isEmpty ? "" : "; among its rows: \(parts.joined(separator: ", "))")
      + (units.isEmpty ? "" : "; \(units.joined(separator: ", "))")
  }
}
