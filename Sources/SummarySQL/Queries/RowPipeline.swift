internal import Planning
internal import Terms

/// The steps from the rows of a source to `scaled`, one row per unit with scaled integers; one type per kind of row.
///
/// A population p has a column `d<p>` that says why a unit is not in it (0: it is), a column `n<p>` that is NULL where it is
/// not, and for each of its terms t a column `q<p>_<t>` (the scaled integer); a number that need not be a short decimal also
/// has `l<p>_<t>` and `g<p>_<t>` (the least and the greatest x − c behind it) and `h<p>_<t>` (a coarser integer for cubes). Beside them stand `arm`, `example`,
/// `repeats` (rows behind the unit) and the columns of `GroupColumns`.
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
  let plan: AnalysisPlan
  let columns: SourceColumns
  let printer: ExpressionPrinter
  let values: ValueSteps
  /// Whether rows keep the text of their unit's key as `row_key`; clusters have theirs as `example`.
  var keepsKeys = false
  /// The column with the cell of a unit that is kept beside its values, as `cell`.
  var keptCell: String?

  var groups: GroupColumns { values.groups }

  /// The column of the cluster, kept beside the others while rows are units.
  var cluster: [String] {
    plan.source.cluster.map { ["case when arm >= 0 then \(columns.reader($0).raw) end as cluster_key"] } ?? []
  }

  /// The cell, where it is kept.
  var cell: [String] { keptCell.map { ["\(columns.name($0)) as cell"] } ?? [] }

  /// The column of a unit, where the rows of units shall say which one they are.
  var keyedUnit: String? { keepsKeys && plan.source.cluster == nil ? plan.source.unit : nil }

  /// The text of a unit's key, from a column of it.
  func rowKey(_ column: String) -> [String] {
    keyedUnit == nil ? [] : ["\(dialect.cast(column, .text)) as row_key"]
  }

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
