package import Planning
internal import Statistics
internal import Terms

/// Does a value of an attribute occur in one variant only, and more often than chance allows?
///
/// Such a value may be made by the treatment, or by the logging of one variant; and nothing can be compared at it.
package struct OneVariantValuesCheck: DataCheckRule {
  package static let name = "values in one variant only"
  /// The chance, over all values, that one of them has all of its units in one variant.
  private static let tolerance = 0.05
  private static let mostShown = 3

  package static func run(_ plan: AnalysisPlan, _ summary: ExperimentSummary) -> [DataCheck] {
    guard let all = summary.exposure.units else { return [] }
    let total = Double(all.reduce(0, +))
    let shares = all.map { Double($0) / total }
    let groups = AttributeGroup.all(plan, summary).flatMap(\.self).filter { !$0.isPart }
    let found = groups.compactMap { group -> (AttributeGroup, Int)? in
      let present = group.units.indices.filter { group.units[$0] > 0 }
      guard present.count == 1, let variant = present.first else { return nil }
      let chance = LoneVariant.probability(units: group.units[variant], shares: shares)
      return chance * Double(groups.count) < tolerance ? (group, variant) : nil
    }
    guard !found.isEmpty else { return [] }
    let shown = found.prefix(mostShown).map { group, variant -> Phrase in
      "\(group.words) in \(plan.variants[variant].name) (\(.count(group.units[variant])) units)"
    }
    let more = found.count > shown.count ? " and \(found.count - shown.count) more" : ""
    return [
      DataCheck(
        name, .warning,
        "\(shown.joined(separator: ", "))\(more): what is known of units before exposure does not depend on the variant, so look at where the column comes from"
      )
    ]
  }
}
