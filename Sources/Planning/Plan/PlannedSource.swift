package import Specification
package import Tables

/// The table that is read and what its columns are for.
package struct PlannedSource: Sendable {
  package let table: TableSource
  package let schema: TableSchema
  /// The randomization unit's column; nil when each row is a unit.
  package let unit: String?
  package let variant: String
  package let filter: TypedExpression?
  /// Columns that hold a metric's value or that a metric's filter reads, each once.
  package let valueColumns: [String]

  package init(
    table: TableSource, schema: TableSchema, unit: String?, variant: String, filter: TypedExpression?,
    valueColumns: [String]
  ) {
    self.table = table
    self.schema = schema
    self.unit = unit
    self.variant = variant
    self.filter = filter
    self.valueColumns = valueColumns
  }

  package var columnNames: [String] { schema.fields.map(\.name) }

  /// Every column that a query touches, in file order.
  package var columnsInUse: [String] {
    let used = Set(valueColumns + [variant] + (unit.map { [$0] } ?? []) + (filter?.columns.map(\.name) ?? []))
    return columnNames.filter(used.contains)
  }
}
