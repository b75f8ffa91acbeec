internal import Diagnostics
package import Planning
internal import Statistics
internal import Terms

/// Were units seen in several variants? Unless the spec says otherwise they are excluded from all; many of them mean that
/// assignment is broken.
///
/// Units that go from one variant to the other as often as back are lost to all alike; a preference for one direction means
/// that a variant drives its units away. Whether there is one cannot be told without an exposure time. A small variant loses a
/// larger share of its units, so that the share of each variant counts.
///
/// - Note: Methods/data-checks, "Units in several variants".
package struct ContaminationCheck: DataCheckRule {
  package static let name = "units in several variants"
  /// Share of the units of a variant from which the experiment is not trusted.
  package static let limit = 0.01

  package static func run(_ plan: AnalysisPlan, _ summary: ExperimentSummary) -> [DataCheck] {
    let kept =
      switch plan.crossing {
      case .exclude: nil as DataCheck?
      case .first: first(plan, summary)
      case .assigned(let column): assigned(column, plan, summary)
      }
    if let kept, plan.source.cluster == nil { return [kept] }
    return
      (plan.source.unit == nil
      ? []
      : [
        check("unit", plan, summary, .severalVariants, isCounted: plan.source.cluster == nil)
      ])
      + (plan.source.cluster == nil ? [] : [check("cluster", plan, summary, .clusterInVariants, isCounted: true)])
  }

  /// - Parameter isCounted: whether the summary counts these units; otherwise their rows tell how many crossed.
  private static func check(
    _ noun: String, _ plan: AnalysisPlan, _ summary: ExperimentSummary, _ reason: ExposureLedger.Reason, isCounted: Bool
  ) -> DataCheck {
    let name = "\(noun)s in several variants"
    guard let drop = summary.exposure[reason] else {
      return DataCheck(name, .passed, "no \(noun) was seen in more than one variant")
    }
    let units = summary.exposed ?? []
    let all = units.reduce(0, +) + drop.units
    // Of two variants, a unit that crossed was seen in both.
    let worst = plan.variants.count == 2 ? (units.min() ?? 0) + drop.units : all
    let direction = reason == .severalVariants ? Self.direction(plan, summary) : nil
    let counts =
      [(name: "\(noun)s", count: drop.units), (name: "rows", count: drop.rows)] + (direction?.counts ?? [])
    let examples = drop.examples.map { quoted($0) }.joined(separator: ", ")
    let isMany =
      isCounted
      ? Double(drop.units) >= limit * Double(worst) : Double(drop.rows) >= limit * Double(summary.exposure.rowsRead)
    let isOneSided = direction?.p.map { $0 < plan.errors.quality / 2 } ?? false
    let who: Phrase =
      isCounted
      ? "\(.count(drop.units)) of \(.count(all)) \(noun)s"
      : "\(.count(drop.units)) \(noun)\(drop.units == 1 ? "" : "s")"
    let finding: Phrase =
      "\(who) \(drop.units == 1 ? "was" : "were") seen in several variants (\(examples)) and \(drop.units == 1 ? "is" : "are") excluded from all"
      + (direction?.shares ?? "")
      + (isMany ? ": 1 % or more of those seen in a variant, so the assignment is broken" : "")
      + (isOneSided ? ": they go mostly in one direction, so one variant loses units to another" : "")
    return DataCheck(
      name, isMany || isOneSided ? .failed : .warning, finding, pValue: direction?.p ?? nil, counts: counts,
      gate: .crossing)
  }

  /// Units that are analyzed in the variant that they saw first: what they saw later thins the effect, and biases nothing.
  private static func first(_ plan: AnalysisPlan, _ summary: ExperimentSummary) -> DataCheck {
    let kept = (summary.events?.crossed ?? []).reduce(0, +)
    let torn = summary.exposure[.severalVariants]?.units ?? 0
    let (count, all) = (kept + torn, (summary.exposed ?? []).reduce(0, +) + torn)
    guard count > 0 else { return DataCheck(name, .passed, "no unit was seen in more than one variant") }
    let direction = kept > 0 ? direction(plan, summary) : nil
    let isMany = Double(count) >= limit * Double(all)
    let first: [Phrase] =
      kept == 0
      ? []
      : [
        "\(.count(kept)) \(kept == 1 ? "is" : "are") analyzed in the variant that \(kept == 1 ? "it" : "each") saw first, so that the effect is that of the first variant"
          + (direction?.shares ?? "")
      ]
    let atOnce: [Phrase] =
      torn == 0
      ? [] : ["\(.count(torn)) saw two at once and \(torn == 1 ? "is" : "are") excluded"]
    let finding: Phrase =
      "\(.count(count)) of \(.count(all)) units \(count == 1 ? "was" : "were") seen in several variants: "
      + (first + atOnce).joined(separator: "; ")
    return DataCheck(
      name, isMany ? .warning : .passed, finding, pValue: direction?.p ?? nil,
      counts: [(name: "units", count: count)] + (direction?.counts ?? []))
  }

  /// Units that are analyzed as they were assigned, whatever they saw.
  private static func assigned(_ column: String, _ plan: AnalysisPlan, _ summary: ExperimentSummary) -> DataCheck {
    let (count, units) = (summary.strayed.reduce(0, +), (summary.exposed ?? []).reduce(0, +))
    let torn: Phrase =
      summary.exposure[.severalVariants].map {
        "; \(.count($0.units)) \($0.units == 1 ? "has" : "have") several values of \(quoted(column)) and \($0.units == 1 ? "is" : "are") excluded"
      } ?? ""
    let counts = zip(plan.variants, summary.strayed).map { (name: "assigned to \($0.name)", count: $1) }
    guard count > 0 else {
      return DataCheck(name, torn.isEmpty ? .passed : .warning, "every unit saw the variant it was assigned to\(torn)")
    }
    return DataCheck(
      name, Double(count) >= limit * Double(units) || !torn.isEmpty ? .warning : .passed,
      "\(.count(count)) of \(.count(units)) units saw another variant than the one in \(quoted(column)): "
        + "each is analyzed where it was assigned, so that the effect is that of the assignment\(torn)", counts: counts)
  }

  /// Which variant the units saw first. Units that are assigned anew go from a to b as often as back: of two variants each is the
  /// first with probability ½ at any split; of more, one of share w with a probability in proportion to w(1 − w).
  private static func direction(
    _ plan: AnalysisPlan, _ summary: ExperimentSummary
  ) -> (p: Double?, shares: Phrase, counts: [(name: String, count: Int)])? {
    guard plan.exposures.map({ $0.time != nil }) ?? true, let crossed = summary.events?.crossed else { return nil }
    let weights = plan.variants.map(\.weight)
    let whole = weights.reduce(0, +)
    let expected = weights.count == 2 ? [1, 1] : weights.map { $0 / whole * (1 - $0 / whole) }
    let counts = zip(plan.variants, crossed).map { (name: "first in \($0.name)", count: $1) }
    let (units, isKept) = (summary.exposed ?? [], plan.crossing == .first)
    let shares = zip(plan.variants.indices, crossed).map { index, count -> Phrase in
      "\(share(count, of: (isKept ? 0 : count) + (units.indices.contains(index) ? units[index] : 0))) of the units first seen in \(plan.variants[index].name)"
    }
    let test = SampleRatio(observed: crossed, weights: expected, seed: plan.seed)
    return (test?.pValue, "; \(shares.joined(separator: ", "))", counts)
  }

  private static func share(_ count: Int, of all: Int) -> Quantity {
    Share.percent(all == 0 ? 0 : Double(count) / Double(all))
  }
}
