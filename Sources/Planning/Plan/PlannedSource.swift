internal import Diagnostics
package import Specification
package import Tables
package import Terms

/// The rows that are read and what their columns are for.
package struct PlannedSource: Sendable {
  /// Files with one schema; `variant` is set where a variant has files, or columns, of its own.
  package struct Part: Sendable {
    package let table: TableSource
    package let variant: Int?
    /// The columns of the files by the names that the spec gives them, where these are a variant's own.
    package let columns: [String: String]

    package init(table: TableSource, variant: Int?, columns: [String: String] = [:]) {
      (self.table, self.variant, self.columns) = (table, variant, columns)
    }

    /// The part of one of its files.
    package func file(_ file: String) -> Part { Part(table: table.file(file), variant: variant, columns: columns) }
  }

  package private(set) var parts: [Part]
  package let schema: TableSchema
  package let values: TextValues
  /// The zone of times without an offset, and of local days.
  package let zone: String
  package let rows: RowKind
  /// The randomization unit's column; nil when each row is a unit.
  package let unit: String?
  /// The column of the clusters that are the rows of analysis; nil where units are.
  package let cluster: String?
  /// The columns whose labels tell the variant that a row is analyzed in; empty where each variant has files of its own.
  package let labels: [String]
  /// The columns whose labels tell the variant that was seen, where rows are analyzed in another; else empty.
  package let seenLabels: [String]
  /// On aggregates, the column that counts units.
  package let unitCount: String?
  package let filter: TypedExpression?
  /// Columns that the spec makes of those of the files.
  package let computed: [ComputedColumn]
  private let computedNames: Set<String>
  /// Columns that stand for one of each variant, and those for which they stand.
  private let wideNames: Set<String>
  private let wideColumns: Set<String>
  /// Second tables with attributes of the units.
  package let joins: [JoinedTable]
  /// Whether the rows are those of the table that exposures and facts were made into, instead of files.
  package let isUnitTable: Bool
  /// Columns that only the steps up to that table read.
  package let keyColumns: [String]
  /// Columns that hold a metric's value, a covariate or a group, or that a metric's filter reads, each once.
  package let valueColumns: [String]

  package init(
    _ spec: ExperimentSpec, parts: [Part], schema: TableSchema, joins: [JoinedTable] = [], valueColumns: [String] = [],
    keyColumns: [String] = [], isUnitTable: Bool = false
  ) {
    let parts = isUnitTable ? [] : spec.parts(of: parts)
    self.parts = parts
    (wideNames, wideColumns) = (Set(parts.flatMap(\.columns.keys)), Set(parts.flatMap(\.columns.values)))
    self.isUnitTable = isUnitTable
    self.keyColumns = keyColumns
    self.schema = schema
    self.valueColumns = valueColumns
    values = spec.data.text.values
    zone = spec.data.zone
    rows = spec.data.rows
    unit = spec.data.unit?.value
    cluster = spec.data.cluster?.value
    // The table of units has its variants in place.
    labels = isUnitTable || parts.contains { $0.variant != nil } ? [] : spec.data.labels.map(\.value)
    seenLabels = isUnitTable || spec.data.crossing?.assigned == nil ? [] : spec.data.variant.map(\.value)
    unitCount = spec.data.units?.value
    filter = isUnitTable ? nil : spec.data.where
    computed = isUnitTable ? [] : spec.data.computed
    computedNames = Set(spec.data.computed.filter { $0.value != nil }.map(\.name.value))
    self.joins = isUnitTable ? [] : joins
  }

  /// The events of a fact.
  init(_ table: FactTable, _ spec: ExperimentSpec, terms: [FactTerm]) {
    let fact = table.fact
    parts = table.parts
    schema = table.schema
    isUnitTable = false
    values = spec.data.values(of: fact)
    zone = spec.data.zone(of: fact)
    rows = .events
    unit = fact.unit?.value
    cluster = fact.cluster?.value
    unitCount = nil
    // What units share belongs to one variant where its table says so.
    let ofVariant = spec.data.sources.isEmpty ? [] : spec.data.variant.map(\.value)
    seenLabels = []
    labels = fact.unit == nil && ofVariant.allSatisfy { table.schema[$0] != nil } ? ofVariant : []
    filter = fact.where
    (computed, computedNames, joins, wideNames, wideColumns) = ([], [], [], [], [])
    let joined = terms.first?.join?.attributes.map(\.value) ?? []
    keyColumns = [fact.time?.value, fact.id?.value].compactMap(\.self) + joined
    valueColumns = unique(terms.flatMap(\.expressions).flatMap { $0.columns.map(\.name) })
  }

  /// The rows of a second table; those that belong to rows of aggregates have no unit.
  init(_ join: JoinSpec, _ spec: ExperimentSpec, parts: [Part], schema: TableSchema) {
    (self.parts, self.schema) = (parts, schema)
    isUnitTable = false
    values = spec.data.text.values
    zone = spec.data.zone
    rows = .units
    if case .unit(let column) = join.key { unit = column.value } else { unit = nil }
    (cluster, labels, unitCount, filter) = (nil, [], nil, nil)
    (seenLabels, computed, computedNames, joins, wideNames, wideColumns) = ([], [], [], [], [], [])
    (keyColumns, valueColumns) = (join.key.columns.map(\.value), join.columns.map(\.value))
  }

  /// The text columns among those that a spec names as covariates: numbers or categories, which only their values tell.
  package static func textCovariates(_ spec: ExperimentSpec, _ schema: TableSchema) -> [String] {
    let categories = Set(spec.data.computed.map(\.name.value))
    return unique(spec.metrics.flatMap { $0.covariates.map(\.value) }).filter {
      schema[$0]?.type == .text && !categories.contains($0)
    }
  }

  /// Whether rows, or units, are summed up to the row of analysis.
  package var sumsRows: Bool { rows == .events || cluster != nil }

  package var columnNames: [String] { schema.fields.map(\.name) }

  /// The parts, one for each file.
  package var fileParts: [Part] { parts.flatMap { part in part.table.files.map(part.file) } }

  /// Whether the spec makes the values of a column.
  package func isComputed(_ column: String) -> Bool { computedNames.contains(column) }

  /// The columns that the files themselves have, in file order.
  package var fileColumns: [String] {
    columnNames.filter { !computedNames.contains($0) && !wideNames.contains($0) && join(of: $0) == nil }
  }

  /// Whether a column of the files is that of one variant.
  package func isOfVariant(_ column: String) -> Bool { wideColumns.contains(column) }

  /// The position of the second table that a column is taken from; nil for other columns.
  package func join(of column: String) -> Int? { joins.firstIndex { $0.columns.contains(column) } }

  /// Every column that a query touches, in file order.
  package var columnsInUse: [String] {
    let names =
      valueColumns + keyColumns + labels + [unit, unitCount, cluster].compactMap { $0 }
      + (filter?.columns.map(\.name) ?? [])
    return columnNames.filter(Set(names).contains)
  }
}
