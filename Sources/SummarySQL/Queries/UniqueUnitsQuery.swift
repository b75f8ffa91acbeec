package import Planning
internal import Specification
package import Tables

/// Asks whether every row that is analyzed has a unit of its own, which makes grouping by unit needless.
///
/// Equal units have equal hashes, so as many hashes as rows prove that all units differ; a collision, or a repeat, only means
/// that rows are grouped after all. The proof takes a fraction of the time and the memory of grouping.
package struct UniqueUnitsQuery: Sendable {
  private let plan: AnalysisPlan

  package init(_ plan: AnalysisPlan) {
    self.plan = plan
  }

  /// nil where rows are not units, or none is named.
  package func text(in dialect: any SQLDialect) -> String? {
    guard plan.source.rows == .units, !plan.source.isUnitTable, let unit = plan.source.unit else { return nil }
    let columns = SourceColumns(dialect: dialect, source: plan.source)
    var query = SQLText()
    let placed = PlacedStep(plan: plan, columns: columns, printer: ExpressionPrinter(columns: columns))
    placed.append(to: &query, keeping: ["\(dialect.hash(columns.name(unit))) as unit_hash"])
    return query.ending("select count(distinct unit_hash) as hashes, count(*) as kept from placed where arm >= 0")
  }

  package func decode(_ table: Table) throws(MalformedResult) -> Bool {
    let row = ResultRow(table, 0)
    return try row.integer("hashes") == row.integer("kept")
  }
}
