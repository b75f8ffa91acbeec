internal import CDuckDB
internal import Tables

/// The rows that DuckDB expects the scans of a query to bring.
///
/// Its progress counts in these: it adds up the rows of all steps of a query, of which the scans are the first. For Parquet
/// they are the rows of the files; for a text file they are a made-up number, in step with the bytes read.
struct DuckDBScanEstimate: Sendable, Equatable {
  let rows: Int
  /// Whether the rows are those that the files say they have.
  let isExact: Bool

  /// Reads a plan as `EXPLAIN (FORMAT JSON)` gives it; `nil` when it names no scan of a file.
  ///
  /// A quote inside a value is escaped, so that no text of the query looks like one of these keys.
  init?(plan: String) {
    var rows = 0
    var isExact = true
    let scans = plan.split(separator: #""name": "READ_"#, omittingEmptySubsequences: false).dropFirst()
    for scan in scans {
      // A scan has no children, so the next number is its own.
      guard let number = scan.firstRange(of: #""Estimated Cardinality": ""#),
        let count = Int(scan[number.upperBound...].prefix { $0 != "\"" })
      else { return nil }
      rows += count
      isExact = isExact && scan.hasPrefix("PARQUET")
    }
    guard rows > 0 else { return nil }
    self.rows = rows
    self.isExact = isExact
  }
}

extension DuckDBConnection {
  /// Asks the planner about a query that another connection may be running; `nil` when the plan does not tell.
  static func scanEstimate(of query: String, in database: DuckDBDatabase) -> DuckDBScanEstimate? {
    do throws(EngineError) {
      let connection = try DuckDBConnection(database)
      let result = DuckDBResult(connection.functions)
      guard connection.functions.query(connection.handle, "EXPLAIN (FORMAT JSON) \(query)", result.pointer) == 0,
        case .text(let plans)? = try result.table()["explain_value"], let plan = plans.first ?? nil
      else { return nil }
      return DuckDBScanEstimate(plan: plan)
    } catch {
      // Progress is a comfort: what fails here fails again, with a message, where the query runs.
      return nil
    }
  }
}
