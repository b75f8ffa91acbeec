package import Tables

/// What a need asks next, and what becomes of the rows: values alone, so that an engine, a binder, and a printer can each take
/// the same steps in their own way.
///
/// A query that is only bound brings no rows: what follows it then gets nil, and goes on with an assumption.
package enum Step<Answer: Sendable>: Sendable {
  case done(Answer)
  /// The columns that a SELECT would return.
  case describe(String, then: @Sendable (TableSchema) throws -> Step)
  /// The rows of several SELECTs.
  case select([Selection], then: @Sendable ([Table]?) throws -> Step)
  /// Rows that later queries read.
  case materialize([TemporaryTable], then: @Sendable () throws -> Step)
  /// The rows of a SELECT in batches, for there may be many.
  case stream(Selection, any RowStream<Answer>)

  /// One SELECT.
  package static func select(
    _ text: String, scan: Scan? = nil, then: @escaping @Sendable (Table?) throws -> Step
  ) -> Step {
    .select([Selection(text, scan: scan)]) { try then($0?[0]) }
  }
}

/// A SELECT, and what it reads as far as the progress is concerned.
package struct Selection: Sendable {
  package let text: String
  /// nil where only a few rows, or those of temporary tables, are read.
  package let scan: Scan?

  package init(_ text: String, scan: Scan? = nil) {
    (self.text, self.scan) = (text, scan)
  }
}

/// A pass over files.
package enum Scan: Sendable, Equatable {
  /// The rows of the assignments, or of units, events or counts.
  ///
  /// - groups: whether rows are grouped after they were read, which takes its time too.
  case units(groups: Bool)
  /// The rows of a fact, by its position in the plan; or of the exposures, for nil.
  case events(fact: Int?)
}

/// Rows that an engine keeps under a name: those of a query, or of the program itself.
package enum TemporaryTable: Sendable {
  case query(TableQuery)
  case rows(Table, name: String)
}

/// Takes rows as they pass.
package protocol RowStream<Answer>: Sendable {
  associatedtype Answer: Sendable

  mutating func take(_ batch: Table) throws(MalformedResult)

  /// After the last batch, or where the query was only bound.
  func finished() throws -> Step<Answer>
}
