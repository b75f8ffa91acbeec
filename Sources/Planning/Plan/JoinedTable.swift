package import Diagnostics
package import Specification
package import Tables
internal import Terms

/// A second table with a row per unit, or per row of aggregates, and the columns that were found in it.
package struct JoinedTable: Sendable {
  fileprivate let spec: JoinSpec
  /// Its rows.
  package let source: PlannedSource
  /// The columns that are taken.
  package let columns: [String]

  package init(_ join: JoinSpec, _ experiment: ExperimentSpec, parts: [PlannedSource.Part], schema: TableSchema) {
    spec = join
    columns = join.columns.map(\.value)
    source = PlannedSource(join, experiment, parts: parts, schema: schema)
  }

  /// Its files as a message names them.
  package var name: String { spec.sourceName }
  /// Where the spec names the column of its unit, or the first that tells rows apart.
  package var keyPlace: SourcePlace { spec.key.columns[0].place }
  /// Its columns that tell its rows apart.
  package var keys: [String] { spec.key.columns.map(\.value) }
  /// Whether rows belong to units, of which the data may have several rows; else to single rows of aggregates.
  package var isOfUnits: Bool {
    if case .unit = spec.key { true } else { false }
  }

  /// The columns that are taken; those that the table does not have are reported elsewhere.
  fileprivate var fields: [TableSchema.Field] {
    keys.contains { source.schema[$0] == nil } ? [] : columns.compactMap { source.schema[$0] }
  }
}

extension ExperimentSpec {
  /// What second tables add to the columns of the data; nothing where these have nothing to be joined by.
  func joinedFields(_ joins: [JoinedTable], to assignments: TableSchema) -> [TableSchema.Field] {
    guard keyOfJoinedColumns == nil else { return [] }
    let known = Set(
      assignments.fields.map(\.name) + data.computed.filter { $0.value != nil }.map(\.name.value))
    var names = Set(assignments.fields.map(\.name))
    return joins.filter { join in
      let keys = join.isOfUnits ? [data.unit?.value].compactMap(\.self) : join.keys
      return !keys.isEmpty && keys.allSatisfy(known.contains)
    }.flatMap(\.fields).filter { names.insert($0.name).inserted }
  }

  /// A column of a second table that a key is computed of, by which tables are joined.
  fileprivate var keyOfJoinedColumns: ColumnReference? {
    let joined = Set(data.joins.flatMap(\.columns).map(\.value))
    let keys = data.joins.flatMap { join -> [String] in
      switch join.key {
      case .unit: [data.unit?.value].compactMap(\.self)
      case .on(let columns): columns.map(\.value)
      }
    }
    let computed = data.computed.filter { keys.contains($0.name.value) }.compactMap(\.value)
    return computed.flatMap(\.columns).first { joined.contains($0.name) }
  }
}

extension ColumnFaults {
  /// What is taken from second tables, and the names that it has.
  ///
  /// - Parameter files: the columns of the assignments.
  mutating func checkJoins(_ joins: [JoinedTable], _ files: TableSchema) {
    if let reference = spec.keyOfJoinedColumns {
      add(
        .unknownColumn, reference.place,
        "\(quoted(reference.name)) comes from a second table, which is joined by this key",
        "compute the key from columns of \(source)")
    }
    for join in joins {
      var faults = ColumnFaults(
        spec: spec, schema: join.source.schema, values: join.source.values, source: join.spec.sourceName,
        place: join.spec.place, form: join.spec.form, home: "the entry of \"join\"")
      for column in join.spec.key.columns { faults.checkKey(column) }
      for column in join.spec.columns { faults.checkKey(column) }
      diagnostics += faults.diagnostics
      if case .on(let columns) = join.spec.key { for column in columns { checkKey(column) } }
      for column in join.spec.columns where files[column.value] != nil {
        add(
          .duplicateColumn, column.place, "\(source) has a column \(quoted(column.value)) already",
          "leave it out of \"join\", or rename it in one of the two tables")
      }
    }
  }
}
