internal import Diagnostics
internal import Planning
internal import Statistics
internal import Terms

/// The units of one value of an attribute, or of a part of a covariate's values.
struct AttributeGroup {
  let attribute: String
  /// Empty for units without a value.
  let value: String
  /// Per variant.
  var units: [Int]
  /// Whether it is a part of the values of a number.
  var isPart = false

  /// What the units have, in words.
  var words: String { value.isEmpty ? "no value of \(attribute)" : "\(attribute) \(value)" }

  /// Those that are tested: of an attribute with two values one is enough.
  static func tested(_ plan: AnalysisPlan, _ summary: ExperimentSummary) -> [AttributeGroup] {
    all(plan, summary).flatMap { $0.count == 2 ? [$0[0]] : $0 }
  }

  /// The values of segments, of strata and of attributes, and parts of covariates, by attribute. The phases of a ramp change the
  /// shares by design, so that there the days are compared instead.
  static func all(_ plan: AnalysisPlan, _ summary: ExperimentSummary) -> [[AttributeGroup]] {
    guard !plan.grouping.hasPhases else { return [] }
    var groups = zip(plan.grouping.segments, summary.segments).map { attribute, values in
      values.map { AttributeGroup(attribute: attribute, value: words($0.value), units: $0.units) }
    }
    for (position, key) in plan.grouping.keys.enumerated() where !plan.grouping.segments.contains(key) {
      var own: [AttributeGroup] = []
      for group in summary.groups {
        let value = words(group.keys[position])
        if let index = own.firstIndex(where: { $0.value == value }) {
          own[index].units = zip(own[index].units, group.units).map(+)
        } else {
          own.append(AttributeGroup(attribute: key, value: value, units: group.units))
        }
      }
      groups.append(own)
    }
    groups += summary.covariates.map { parts(of: $0, plan) }
    groups += summary.attributes.map { attribute in
      (attribute.values ?? []).map {
        AttributeGroup(attribute: attribute.column, value: words($0.value), units: $0.units)
      }
    }
    return groups.map { $0.filter { $0.units.contains { $0 > 0 } } }
  }

  private static func words(_ value: String?) -> String { value.map { quoted($0) } ?? "" }

  private static func parts(of covariate: DividedCovariate, _ plan: AnalysisPlan) -> [AttributeGroup] {
    let bounds = covariate.bounds
    return covariate.units.indices.map { part in
      let words: String
      if part > bounds.count || bounds.isEmpty {
        words = part > bounds.count ? "" : "any value"
      } else {
        let above = part > 0 ? ["above \(decimal(bounds[part - 1]))"] : []
        words = (above + (part < bounds.count ? ["up to \(decimal(bounds[part]))"] : [])).joined(separator: " ")
      }
      return AttributeGroup(
        attribute: plan.words(of: covariate.column), value: words, units: covariate.units[part], isPart: true)
    }
  }
}
