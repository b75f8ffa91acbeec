internal import Diagnostics
package import Specification
package import Tables

/// The rows that are read and what their columns are for.
package struct PlannedSource: Sendable {
  /// Files with one schema; `variant` is set where a variant has files of its own.
  package struct Part: Sendable {
    package let table: TableSource
    package let variant: Int?

    package init(table: TableSource, variant: Int?) {
      self.table = table
      self.variant = variant
    }
  }

  package let parts: [Part]
  package let schema: TableSchema
  package let values: TextValues
  package let rows: RowKind
  /// The randomization unit's column; nil when each row is a unit.
  package let unit: String?
  /// The columns whose labels tell the variant; empty where each variant has files of its own.
  package let labels: [String]
  /// On aggregates, the column that counts units.
  package let unitCount: String?
  package let filter: TypedExpression?
  /// Columns that hold a metric's value or that a metric's filter reads, each once.
  package let valueColumns: [String]

  init(_ spec: ExperimentSpec, parts: [Part], schema: TableSchema, valueColumns: [String]) {
    self.parts = parts
    self.schema = schema
    self.valueColumns = valueColumns
    values = TextValues(hasDecimalComma: spec.data.text.hasDecimalComma, nullTexts: spec.data.text.nullTexts)
    rows = spec.data.rows
    unit = spec.data.unit?.value
    labels = parts.contains { $0.variant != nil } ? [] : spec.data.variant.map(\.value)
    unitCount = spec.data.units?.value
    filter = spec.data.where
  }

  package var columnNames: [String] { schema.fields.map(\.name) }

  /// Every column that a query touches, in file order.
  package var columnsInUse: [String] {
    let names = valueColumns + labels + [unit, unitCount].compactMap { $0 } + (filter?.columns.map(\.name) ?? [])
    return columnNames.filter(Set(names).contains)
  }
}
