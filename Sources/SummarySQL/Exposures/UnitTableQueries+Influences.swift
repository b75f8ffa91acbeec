package import Planning
internal import Specification

extension UnitTableQueries {
  /// The name under which the influence values of a survival curve are kept; nil where the plan does not need them.
  package static func influenceTable(_ plan: AnalysisPlan, of survival: PlannedSurvival) -> String? {
    adjusted(plan).firstIndex(of: survival).map { "abtest_influence\($0)" }
  }

  /// The curves of metrics that compare influence values.
  private static func adjusted(_ plan: AnalysisPlan) -> [PlannedSurvival] {
    unique(plan.metrics.filter(\.needsInfluences).compactMap(\.survival))
  }

  /// The table of units with their influence values; nil where no metric needs them.
  package func influencing(in dialect: any SQLDialect) -> KeptQuery? {
    let survivals = Self.adjusted(plan)
    guard !survivals.isEmpty else { return nil }
    let columns = SourceColumns(dialect: dialect, source: plan.source)
    var values: [String: String] = [:]
    var joins: [String] = []
    for survival in survivals {
      guard let table = Self.influenceTable(plan, of: survival) else { continue }
      values[survival.influence] = "\(table).influence"
      joins.append(
        "left join \(table) on units.arm = \(table).arm and units.\(columns.name(survival.duration)) = \(table).duration "
          + "and case when units.\(columns.name(survival.occurrence)) then 1 else 0 end = \(table).occurrence")
    }
    return remade(replacing: values, joins, in: dialect)
  }
}
