import Diagnostics
internal import Terms

extension SpecConsistency {
  /// Second tables are joined by the unit, and no two of them give one column.
  func checkSecondTables() {
    guard let first = data.joins.first else { return }
    if data.rows == .aggregates {
      faults.error(
        .unsuitableRows, at: first.place, "\"join\" does not apply when rows are aggregates: they belong to no unit",
        remedy: "leave it out, or give the rows that the counts were made from")
    } else if data.unit == nil {
      faults.error(
        .missingKey, at: first.place, "\"data\" has \"join\" but no key \"unit\"",
        remedy: "add \"unit\": the column by which the tables are joined")
    }
    var owners: [String: String] = [:]
    for join in data.joins {
      for column in join.columns {
        guard let owner = owners.updateValue(join.sourceName, forKey: column.value) else { continue }
        faults.error(
          .duplicateColumn, at: column.place,
          "the column \(quoted(column.value)) is taken from \(shortened(owner)) already",
          remedy: "take it from one table, or rename it in the other")
      }
    }
  }
}
