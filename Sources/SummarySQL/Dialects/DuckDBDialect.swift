package import Tables

/// DuckDB 1.4 and later.
package struct DuckDBDialect: SQLDialect {
  package static let key = "duckdb"

  package init() {}

  /// Every option is given, so that nothing is sniffed: the same file always reads the same way.
  package func scan(_ source: TableSource, columns: [String], kinds: Set<String>) -> String {
    switch source.format {
    case .csv, .tsv:
      return
        "read_csv(\(files(source)), auto_detect = false, header = true, delim = \(literal(String(source.delimiter))), "
        + "quote = '\"', escape = '\"', columns = \(texts(columns)))"
    case .parquet: return "read_parquet(\(files(source)))"
    case .partitionedParquet:
      return "read_parquet(\(files(source)), hive_partitioning = true, hive_types_autocast = false)"
    case .jsonLines, .jsonArray:
      return "read_json(\(files(source)), format = '\(layout(source))', columns = \(texts(columns, json: kinds)))"
    }
  }

  package func textWithComma(ofJSON value: String) -> String {
    "case when json_type(\(value)) in ('BIGINT', 'UBIGINT', 'HUGEINT', 'DOUBLE') then replace(cast(\(value) as varchar), '.', ',') "
      + "else \(value) ->> '$' end"
  }

  private func files(_ source: TableSource) -> String {
    "[" + source.files.map(path).joined(separator: ", ") + "]"
  }

  /// A path is a pattern to the engine.
  private func path(_ file: String) -> String { literal(pattern(ofPath: file)) }

  private func layout(_ source: TableSource) -> String {
    source.format == .jsonArray ? "array" : "newline_delimited"
  }

  /// Names in a header may be blank or the same; such columns are never read, and get names of ours.
  private func texts(_ columns: [String], json kinds: Set<String> = []) -> String {
    let folded = columns.map(asciiLowercased)
    var (seen, all) = (Set<String>(), Set(folded))
    let own = columns.indices.map { index in
      if seen.insert(folded[index]).inserted, !columns[index].allSatisfy(\.isWhitespace) { return columns[index] }
      var name = "column \(index + 1)"
      while !all.insert(name).inserted { name += "_" }
      return name
    }
    return "{" + own.map { "\(literal($0)): '\(kinds.contains($0) ? "json" : "varchar")'" }.joined(separator: ", ")
      + "}"
  }

  package func scanKeys(_ source: TableSource, ofAllRows: Bool) -> String {
    "read_json(\(files(source)), format = '\(layout(source))', auto_detect = true"
      + "\(ofAllRows ? ", sample_size = -1" : ""))"
  }

  package func scanLines(_ source: TableSource) -> String {
    "read_csv(\(files(source)), auto_detect = false, header = false, delim = '\u{1}', quote = '', escape = '', "
      + "columns = {'line': 'varchar'})"
  }

  package func tolerantNumber(_ text: String) -> String { "try_cast(\(text) as double)" }

  package func text(ofNumber number: String) -> String {
    "regexp_replace(cast(\(number) as varchar), '\\.0$', '')"
  }

  package func contains(_ text: String, _ characters: String) -> String {
    "contains(\(text), \(literal(characters)))"
  }

  package func matches(_ text: String, _ pattern: String) -> String {
    "regexp_matches(\(text), \(literal(pattern)))"
  }

  package func firstGroup(of text: String, _ pattern: String) -> String {
    "regexp_extract(\(text), \(literal(pattern)), 1)"
  }

  package func isFinite(_ number: String) -> String { "isfinite(\(number))" }

  /// As the only element of a list.
  package func letting(_ value: String, _ body: (String) -> String) -> String {
    "list_transform([\(value)], lambda v: \(body("v")))[1]"
  }

  package func nearestInteger(_ number: String) -> String { "cast(round(\(number)) as bigint)" }

  package func wideProduct(_ left: String, _ right: String) -> String { "cast(\(left) as hugeint) * \(right)" }

  package func quotient(_ dividend: String, _ divisor: String) -> String { "(\(dividend) // \(divisor))" }

  package func hash(_ expression: String) -> String { "hash(\(expression))" }

  package func median(_ expression: String) -> String { "quantile_disc(\(expression), 0.5)" }

  package func quantiles(_ expression: String, _ levels: [Double]) -> String {
    "quantile_disc(\(expression), [\(levels.map { literal($0) }.joined(separator: ", "))])"
  }

  package func element(_ index: Int, of list: String) -> String { "\(list)[\(index + 1)]" }

  package func quantile(_ expression: String, _ share: String) -> String {
    // As a literal with a decimal point the share is exact, and so is the position.
    "quantile_disc(\(expression), \(share))"
  }

  package func typeName(_ type: SQLType) -> String {
    switch type {
    case .text: "varchar"
    case .double: "double"
    case .integer: "bigint"
    }
  }

  package func fingerprint(_ subject: FingerprintSubject) -> String {
    switch subject {
    case .text(let text): "select sha256(\(literal(text))) as fingerprint"
    case .file(let path): "select sha256(content) as fingerprint from read_blob(\(self.path(path)))"
    }
  }
}
