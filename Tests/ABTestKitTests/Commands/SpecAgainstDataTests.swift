import TestSupport
import Testing

/// What users see when the spec and the columns of the source do not fit, or names are unusual.
@Suite(.enabled(if: hasDuckDB, "\(needsDuckDB)")) struct SpecAgainstDataTests {

  @Test func everyNumberTypeOfParquetIsReadTheSameWay() async throws {
    let types = [
      "integer", "bigint", "smallint", "utinyint", "decimal(9, 2)", "decimal(38, 10)", "float", "double", "varchar",
      "hugeint", "ubigint",
    ]
    let values = types.enumerated().map { "(i % 7)::\($1) as c\($0)" }.joined(separator: ", ")
    let query =
      "select i as user, case when i % 2 = 0 then 'old' else 'new' end as variant, \(values) from range(1000) t(i)"
    let folder = try ScratchFolder()
    try DuckDBWriter.write(query, to: folder("units.parquet"))
    let metrics = types.indices.map { #"{ "name": "m\#($0)", "type": "mean", "column": "c\#($0)" }"# }
    try folder.write(
      SmallSpec {
        $0.source = "units.parquet"
        $0.metrics = "[" + metrics.joined(separator: ", ") + "]"
      }.json, to: "spec.json")
    let table = try await CSVTable(analyzing: folder)
    let first = table.rows[0]
    for row in table.rows where row["estimand"] == first["estimand"] {
      for column in ["n_control", "value_control", "value_variant", "std_error", "p_value"] {
        #expect(row[column] == first[column], "\(row["metric"] ?? ""): \(types)")
      }
    }
    #expect(table.rows.count == 2 * types.count)
  }

  @Test func truthsOfParquetAreReadTheSameWay() async throws {
    let types = ["boolean", "integer", "hugeint", "double", "decimal(4, 1)", "varchar"]
    let values = types.enumerated().map { "(i % 3 = 0)::integer::\($1) as c\($0)" }.joined(separator: ", ")
    let folder = try ScratchFolder()
    try DuckDBWriter.write(
      "select i as user, case when i % 2 = 0 then 'old' else 'new' end as variant, \(values) from range(1000) t(i)",
      to: folder("units.parquet"))
    let metrics = types.indices.map { #"{ "name": "m\#($0)", "type": "proportion", "column": "c\#($0)" }"# }
    try folder.write(
      SmallSpec {
        $0.source = "units.parquet"
        $0.metrics = "[" + metrics.joined(separator: ", ") + "]"
      }.json, to: "spec.json")
    let table = try await CSVTable(analyzing: folder)
    let first = table.rows[0]
    for row in table.rows where row["estimand"] == first["estimand"] {
      for column in ["n_control", "value_control", "value_variant", "std_error", "p_value"] {
        #expect(row[column] == first[column], "\(row["metric"] ?? ""): \(types)")
      }
    }
    #expect(first["value_control"]?.hasPrefix("0.33") == true)
  }
}
