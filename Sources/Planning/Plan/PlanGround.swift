internal import Diagnostics
internal import Specification
internal import Tables
internal import Terms

/// What all plans of an experiment stand on, with caps or without, of all units or of a segment.
struct PlanGround: Sendable {
  let spec: ExperimentSpec
  let parts: [PlannedSource.Part]
  let schema: TableSchema
  let facts: [FactTable]
  let joins: [JoinedTable]
  let derived: DerivedColumns
  let filters: [TypedExpression]
  /// The metrics that are compared by the day of exposure, too.
  let byDay: [PlannedMetric]

  /// The files of the assignments, with those of the columns that they have.
  func files(valueColumns columns: [String]) -> PlannedSource {
    PlannedSource(
      spec, parts: parts, schema: schema, joins: joins, valueColumns: columns.filter { schema[$0] != nil },
      keyColumns: [spec.data.time?.value].compactMap(\.self))
  }

  /// The table of units that exposures and facts are made into.
  func unitTable(valueColumns columns: [String]) -> PlannedSource {
    PlannedSource(
      spec, parts: parts, schema: TableSchema(fields: schema.fields + derived.fields), valueColumns: columns,
      isUnitTable: true)
  }
}
