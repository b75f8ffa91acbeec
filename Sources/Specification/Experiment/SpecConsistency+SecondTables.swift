import Diagnostics
internal import Terms

extension SpecConsistency {
  /// Second tables are joined by the unit, or to rows of aggregates by what tells these apart, and no two of them give one column.
  func checkSecondTables() {
    for join in data.joins { check(join.key) }
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
  private func check(_ key: JoinSpec.Key) {
    switch key {
    case .unit(let column) where data.rows == .aggregates:
      faults.error(
        .unsuitableRows, at: column.place,
        "rows of aggregates belong to no unit by which a second table could be joined",
        remedy:
          "write \"on\" instead of \"unit\", with the columns that tell rows apart, such as [\"day\", \"variant\"]")
    case .unit(let column) where data.unit == nil:
      faults.error(
        .missingKey, at: column.place, "\"data\" has \"join\" but no key \"unit\"",
        remedy: "add \"unit\": the column by which the tables are joined")
    case .on(let columns) where data.rows != .aggregates:
      faults.error(
        .unsuitableRows, at: columns[0].place,
        "\"on\" joins rows of aggregates, but these are rows of \(data.rows.rawValue)",
        remedy: "write \"unit\" instead of \"on\", with the column of the second table that has the unit")
    case .unit, .on: break
    }
  }
}
