package import Diagnostics
package import Specification
package import Tables
internal import Terms

/// A second table with a row per unit, and the columns that were found in it.
package struct JoinedTable: Sendable {
  fileprivate let spec: JoinSpec
  /// Its rows.
  package let source: PlannedSource
  /// The columns that become attributes of the units.
  package let columns: [String]

  package init(_ join: JoinSpec, _ experiment: ExperimentSpec, parts: [PlannedSource.Part], schema: TableSchema) {
    spec = join
    columns = join.columns.map(\.value)
    source = PlannedSource(join, experiment, parts: parts, schema: schema)
  }

  /// Its files as a message names them.
  package var name: String { spec.sourceName }
  /// Where the spec names the column of its unit.
  package var unitPlace: SourcePlace { spec.unit.place }

  /// The columns as attributes of the units; those that the table does not have are reported elsewhere.
  fileprivate var fields: [TableSchema.Field] {
    source.schema[spec.unit.value] == nil ? [] : columns.compactMap { source.schema[$0] }
  }
}

extension ExperimentSpec {
  /// What second tables add to the columns of the assignments; nothing where these have no unit to be joined by.
  func joinedFields(_ joins: [JoinedTable], to assignments: TableSchema) -> [TableSchema.Field] {
    guard let unit = data.unit?.value, unitOfJoinedColumns == nil else { return [] }
    let isThere = assignments[unit] != nil || data.computed.contains { $0.name.value == unit && $0.value != nil }
    var names = Set(assignments.fields.map(\.name))
    return isThere ? joins.flatMap(\.fields).filter { names.insert($0.name).inserted } : []
  }

  /// A column of a second table that the unit is computed of, by which the table is joined.
  fileprivate var unitOfJoinedColumns: ColumnReference? {
    let joined = Set(data.joins.flatMap(\.columns).map(\.value))
    let unit = data.computed.first { $0.name.value == data.unit?.value }?.value
    return unit?.columns.first { joined.contains($0.name) }
  }
}

extension ColumnFaults {
  /// What is taken from second tables, and the names that it has.
  ///
  /// - Parameter files: the columns of the assignments.
  mutating func checkJoins(_ joins: [JoinedTable], _ files: TableSchema) {
    if let reference = spec.unitOfJoinedColumns {
      add(
        .unknownColumn, reference.place,
        "\(quoted(reference.name)) comes from a second table, which is joined by the unit",
        "compute the unit from columns of \(source)")
    }
    for join in joins {
      var faults = ColumnFaults(
        spec: spec, schema: join.source.schema, values: join.source.values, source: join.spec.sourceName,
        place: join.spec.place, form: join.spec.form, home: "the entry of \"join\"")
      faults.checkKey(join.spec.unit)
      for column in join.spec.columns { faults.checkKey(column) }
      diagnostics += faults.diagnostics
      for column in join.spec.columns where files[column.value] != nil {
        add(
          .duplicateColumn, column.place, "\(source) has a column \(quoted(column.value)) already",
          "leave it out of \"join\", or rename it in one of the two tables")
      }
    }
  }
}
