package import Tables

/// DuckDB 1.4 and later.
package struct DuckDBDialect: SQLDialect {
  package static let key = "duckdb"

  package init() {}

  /// Every option is given, so that nothing is sniffed: the same file always reads the same way.
  package func scan(_ source: TableSource, columns: [String]) -> String {
    let path = literal(source.path)
    switch source.format {
    case .csv: return delimited(path, ",", columns)
    case .tsv: return delimited(path, "\t", columns)
    case .parquet: return "read_parquet(\(path))"
    }
  }

  private func delimited(_ path: String, _ delimiter: String, _ columns: [String]) -> String {
    let types = columns.map { "\(literal($0)): 'varchar'" }.joined(separator: ", ")
    return "read_csv(\(path), auto_detect = false, header = true, delim = '\(delimiter)', quote = '\"', escape = '\"', "
      + "columns = {\(types)})"
  }

  package func scanLines(_ source: TableSource) -> String {
    "read_csv(\(literal(source.path)), auto_detect = false, header = false, delim = '\u{1}', quote = '', escape = '', "
      + "columns = {'line': 'varchar'})"
  }

  package func tolerantNumber(_ text: String) -> String { "try_cast(\(text) as double)" }

  package func isFinite(_ number: String) -> String { "isfinite(\(number))" }

  package func nearestInteger(_ number: String) -> String { "cast(round(\(number)) as bigint)" }

  package func wideProduct(_ left: String, _ right: String) -> String { "cast(\(left) as hugeint) * \(right)" }

  package func median(_ expression: String) -> String { "quantile_disc(\(expression), 0.5)" }

  package func typeName(_ type: SQLType) -> String {
    switch type {
    case .text: "varchar"
    case .double: "double"
    }
  }

  package func fingerprint(_ subject: FingerprintSubject) -> String {
    switch subject {
    case .text(let text): "select sha256(\(literal(text))) as fingerprint"
    case .file(let path): "select sha256(content) as fingerprint from read_blob(\(literal(path)))"
    }
  }
}
