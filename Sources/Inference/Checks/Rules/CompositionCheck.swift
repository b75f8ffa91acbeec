internal import Diagnostics
package import Planning
internal import Statistics
internal import Terms

/// Is what was known of the units before exposure alike in the variants? Where not, the largest group shows where to look.
///
/// Every value of every attribute is a group, missing ones too, and so is every fifth of a covariate. The tests of all groups share
/// the error of the gate, whatever depends on what.
///
/// - Note: Methods/sample-ratio, "Composition".
package struct CompositionCheck: DataCheckRule {
  package static let name = "composition"

  package static func run(_ plan: AnalysisPlan, _ summary: ExperimentSummary) -> [DataCheck] {
    guard plan.header.isRandomized, let all = summary.exposure.units else { return [] }
    let groups = AttributeGroup.tested(plan, summary)
    guard !groups.isEmpty else { return [] }
    let treatments = plan.variants.indices.filter { $0 != plan.control }
    let error = plan.errors.quality / Double(treatments.count)
    let checks = treatments.compactMap { variant -> DataCheck? in
      let p = groups.map { group in
        SplitTest(
          control: (group.units[plan.control], all[plan.control]), variant: (group.units[variant], all[variant])
        ).pValue
      }
      let adjusted = PValueAdjustment.holm.adjusted(p.map(Optional.some)).map { $0 ?? 1 }
      guard let worst = adjusted.indices.min(by: { adjusted[$0] < adjusted[$1] }), adjusted[worst] < error else {
        return nil
      }
      let failed = adjusted.indices.filter { adjusted[$0] < error }
      return DataCheck(
        name, .failed, finding(groups[worst], failed.count, variant, all, plan), pValue: adjusted[worst],
        counts: zip(plan.variants, groups[worst].units).map { ($0.name, $1) }, gate: .composition,
        variant: plan.variants[variant].name)
    }
    let attributes = Set(groups.map(\.attribute)).count
    return checks.isEmpty
      ? [
        DataCheck(
          name, .passed,
          "\(groups.count) group\(groups.count == 1 ? " by" : "s by") \(attributes) attribute\(attributes == 1 ? "" : "s") \(groups.count == 1 ? "is" : "are") as large in every variant as chance allows\(visible(groups, all, error, plan))\(unread(summary))",
          gate: .composition)
      ] : checks
  }

  /// Attributes with so many values that they are names.
  private static func unread(_ summary: ExperimentSummary) -> Phrase {
    let names = summary.attributes.filter { $0.values == nil }.map { quoted($0.column) }
    return names.isEmpty
      ? ""
      : "; \(names.joined(separator: ", ")) with more than \(.count(DividedAttribute.mostValues)) values \(names.count == 1 ? "was" : "were") not looked at"
  }

  /// The smallest share of a variant's units in the group nearest to half of all whose loss is seen in 80 %:
  /// (z_α/2 + z_0.8)·√(1/(nρ(1 − ρ)s(1 − s))) for a share s of all. Empty where not even the loss of all of them would be.
  private static func visible(_ groups: [AttributeGroup], _ all: [Int], _ error: Double, _ plan: AnalysisPlan) -> Phrase
  {
    let found = plan.variants.indices.filter { $0 != plan.control }.compactMap {
      variant -> (loss: Double, group: AttributeGroup)? in
      let (zero, one) = (Double(all[plan.control]), Double(all[variant]))
      guard zero > 0, one > 0 else { return nil }
      let losses = groups.map { group -> (loss: Double, group: AttributeGroup) in
        let share = Double(group.units[plan.control] + group.units[variant]) / (zero + one)
        let information = zero * one / (zero + one) * share * (1 - share)
        let loss = detectableShift(
          standardError: 1 / information.squareRoot(), alpha: error / 2 / Double(groups.count))
        return (loss, group)
      }
      return losses.min { $0.loss < $1.loss }
    }
    guard let worst = found.max(by: { $0.loss < $1.loss }), worst.loss < 1 else { return "" }
    return
      "; a loss of \(.roundShare(worst.loss)) or more in one variant among the units with \(worst.group.words) would have been seen (80 %)"
  }

  private static func finding(
    _ group: AttributeGroup, _ failures: Int, _ variant: Int, _ all: [Int], _ plan: AnalysisPlan
  ) -> Phrase {
    let (zero, name) = (plan.control, plan.variants[variant].name)
    func share(_ arm: Int) -> Quantity { Share.percent(Double(group.units[arm]) / Double(max(1, all[arm]))) }
    let others: Phrase =
      failures > 1 ? ", and \(failures - 1) other group\(failures == 2 ? " differs" : "s differ"), too" : ""
    return
      "the units with \(group.words) are \(share(variant)) of \(name) and \(share(zero)) of \(plan.variants[zero].name)\(others): the assignment is broken, or units are lost there; look at what happens to these units"
  }
}
