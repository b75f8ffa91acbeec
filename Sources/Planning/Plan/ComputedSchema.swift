internal import Diagnostics
package import Specification
package import Tables
internal import Terms

extension ExperimentSpec {
  /// The columns of the assignments with those of second tables and those that the spec makes.
  package func schema(of assignments: TableSchema, _ joins: [JoinedTable]) -> TableSchema {
    let files = TableSchema(
      fields: assignments.fields + joinedFields(joins, to: assignments) + wideFields(assignments))
    let categories = Set(data.computed.filter { $0.value == nil }.map(\.name.value))
    let own = data.computed.compactMap { column in
      column.value.map { TableSchema.Field(name: column.name.value, type: type(of: $0, column, files)) }
    }
    return TableSchema(
      fields: files.fields.map { categories.contains($0.name) ? TableSchema.Field(name: $0.name, type: .text) : $0 }
        + own.filter { files[$0.name] == nil })
  }

  private func type(of value: TypedExpression, _ column: ComputedColumn, _ files: TableSchema) -> FieldType {
    if column.isCategory { return .text }
    switch value.type {
    case .number: return .real
    case .truth: return .truth
    // A time is a category of its own: that of its text.
    case .text, .time: return .text
    case .unknown: return value.columns.first.flatMap { files[$0.name]?.type } ?? .text
    }
  }
}

extension ColumnFaults {
  /// What computed columns read, and the names that they have.
  mutating func checkComputed(_ files: TableSchema) {
    let made = Set(spec.data.computed.filter { $0.value != nil }.map(\.name.value))
    for column in spec.data.computed {
      guard let value = column.value else {
        checkKey(column.name)
        continue
      }
      if files[column.name.value] != nil {
        add(
          .duplicateColumn, column.name.place, "\(source) has a column \(quoted(column.name.value)) already",
          "give the computed values another name")
      }
      check(value)
      for reference in value.columns where made.contains(reference.name) {
        add(
          .unknownColumn, reference.place, "\(quoted(reference.name)) is computed itself",
          "write its expression here, over columns of \(source)")
      }
    }
  }
}
