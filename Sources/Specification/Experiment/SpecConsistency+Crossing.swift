import Diagnostics
internal import Terms

extension SpecConsistency {
  /// A rule for units in several variants must have what it asks for.
  func checkCrossing() {
    guard let crossing = data.crossing else { return }
    let rules = [crossing.rule, crossing.beside].compactMap(\.self)
    if data.unit == nil || data.rows == .aggregates {
      faults.error(
        .unsuitableRows, at: crossing.rule.place,
        data.rows == .aggregates
          ? "\"crossing\" does not apply when rows are aggregates"
          : "\"crossing\" applies only to units that are named",
        remedy: data.rows == .aggregates ? "leave it out" : "add \"unit\": the column with the unit; or leave it out")
      return
    }
    for rule in rules {
      switch rule.value {
      case .exclude: continue
      case .first where data.time == nil:
        faults.error(
          .missingKey, at: rule.place, "\"crossing\" asks for the first variant, but \"data\" has no key \"time\"",
          remedy: "add \"time\": the column with the time of exposure")
      case .first: break
      case .assigned where data.sources.isEmpty:
        faults.error(
          .misplacedKey, at: rule.place, "each variant has files of its own, so that no column is read for it",
          remedy: "leave \"crossing\" out")
      case .assigned where data.variant.count > 1:
        faults.error(
          .misplacedKey, at: rule.place, "there are \(data.variant.count) columns of variants, but one of assignments",
          remedy: "name the assigned columns as \"variant\", and leave \"crossing\" out")
      case .assigned: break
      }
      if let cluster = data.cluster {
        faults.error(
          .notSupportedYet, at: rule.place,
          "\"crossing\" is not supported yet for units in clusters, which are excluded where they are in several variants",
          remedy: "leave \"crossing\" out, or analyze without the clusters \(quoted(cluster.value))")
      }
    }
  }
}
