internal import Planning
internal import Terms

/// The steps from the rows of a source to `scaled`, one row per unit with scaled integers; one type per kind of row.
///
/// What a row of `scaled` has, `SQLColumn` says: `arm`, `example`, `repeats`, the columns of `GroupColumns`, and those of each
/// population.
protocol RowPipeline {
  /// Ends with the step `unitRows`.
  func append(to query: inout SQLText)

  /// SQL over `scaled` that counts the units of an arm.
  var units: String { get }
}

extension RowPipeline {
  var units: String { "count(*)" }
}

/// What every pipeline needs.
struct PipelineParts {
  let ground: QueryGround
  let columns: SourceColumns
  let printer: ExpressionPrinter
  let values: ValueSteps
  /// Whether rows keep the text of their unit's key as `rowKey`; clusters have theirs as `example`.
  var keepsKeys = false
  /// The column with the cell of a unit that is kept beside its values, as `cell`.
  var keptCell: String?

  var plan: AnalysisPlan { ground.plan }
  var groups: GroupColumns { values.groups }

  /// The column of the cluster, kept beside the others while rows are units.
  var cluster: [MadeColumn] {
    plan.source.cluster.map {
      [MadeColumn("case when \(.arm) >= 0 then \(columns.reader($0).raw) end", as: .clusterKey)]
    } ?? []
  }

  /// The cell, where it is kept.
  var cell: [MadeColumn] { keptCell.map { [MadeColumn(columns.name($0), as: .cell)] } ?? [] }

  /// The column of a unit, where the rows of units shall say which one they are.
  var keyedUnit: String? { keepsKeys && plan.source.cluster == nil ? plan.source.unit : nil }

  /// The text of a unit's key, from a column of it.
  func rowKey(_ column: String) -> [MadeColumn] {
    keyedUnit == nil ? [] : [MadeColumn(dialect.cast(column, .text), as: .rowKey)]
  }

  /// The column of a unit by which rows are grouped; none where rows are not told apart.
  var unitKey: [MadeColumn] { plan.source.unit.map { [MadeColumn(columns.name($0), as: .unitKey)] } ?? [] }

  /// What the rows of units are called: they are summed up once more where clusters are analyzed.
  var unitRows: String { plan.source.cluster == nil ? "scaled" : "scaled_units" }

  var dialect: any SQLDialect { columns.dialect }

  /// What must hold for a row to be in a population, beside its values; nil where nothing must.
  func condition(of population: Population) -> String? {
    let own =
      [
        population.filter.map { "(\(printer.print(plan.filters[$0].root))) is true" },
        population.maturity.map(columns.name), population.segment.map(columns.isIn),
      ]
      .compactMap(\.self)
    return own.isEmpty ? nil : own.joined(separator: " and ")
  }
}
