internal import Engines
internal import Planning
internal import SummarySQL

/// A pass over the units before the summary that counts how long they were seen without their events, and the influence values
/// that follow from these counts.
extension EngineQueries {
  /// What survival curves are made of; afterwards the table of units has the influence values.
  func survivals(of plan: AnalysisPlan, unitsAreUnique: Bool) async throws -> [PlannedSurvival: SurvivalTables] {
    var all: [PlannedSurvival: SurvivalTables] = [:]
    for survival in plan.survivals {
      let query = SurvivalQuery(plan, survival, unitsAreUnique: unitsAreUnique)
      let watched = try query.decode(try await rows(of: query.text(in: dialect)))
      let tables = try watched.tables()
      all[survival] = tables
      guard let name = UnitTableQueries.influenceTable(plan, of: survival) else { continue }
      do throws(EngineError) {
        try await engine.keep(watched.influences(tables), as: name)
      } catch {
        throw faults.translated(error)
      }
    }
    if let query = UnitTableQueries(plan)?.influencing(in: dialect) { try await keep(query) }
    return all
  }
}
