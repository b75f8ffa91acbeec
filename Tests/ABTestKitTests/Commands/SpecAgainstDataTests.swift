import TestSupport
import Testing

/// What users see when the spec and the columns of the source do not fit, or names are unusual.
@Suite(.enabled(if: hasDuckDB, "\(needsDuckDB)")) struct SpecAgainstDataTests {

  @Test func everyNumberTypeOfParquetIsReadTheSameWay() async throws {
    let types = [
      "integer", "bigint", "smallint", "utinyint", "decimal(9, 2)", "decimal(38, 10)", "float", "double", "varchar",
      "hugeint", "ubigint",
    ]
    let table = try await analysis(of: "i % 7", asEachOf: types, metric: "mean")
    #expect(table.rows.count == 2 * types.count)
  }

  @Test func truthsOfParquetAreReadTheSameWay() async throws {
    let types = ["boolean", "integer", "hugeint", "double", "decimal(4, 1)", "varchar"]
    let table = try await analysis(of: "(i % 3 = 0)::integer", asEachOf: types, metric: "proportion")
    #expect(table.rows[0]["value_control"]?.hasPrefix("0.33") == true)
  }

  /// The results of one metric for each column type, of which all that is computed has to agree.
  private func analysis(of value: String, asEachOf types: [String], metric: String) async throws -> CSVTable {
    let columns = types.enumerated().map { "(\(value))::\($1) as c\($0)" }.joined(separator: ", ")
    let folder = try ScratchFolder()
    try DuckDBWriter.write(
      "select i as user, case when i % 2 = 0 then 'old' else 'new' end as variant, \(columns) from range(1000) t(i)",
      to: folder("units.parquet"))
    let metrics = types.indices.map { #"{ "name": "m\#($0)", "type": "\#(metric)", "column": "c\#($0)" }"# }
    try folder.write(
      SmallSpec {
        $0.source = "units.parquet"
        $0.metrics = "[" + metrics.joined(separator: ", ") + "]"
      }.json, to: "spec.json")
    let table = try await CSVTable(analyzing: folder)
    let first = table.rows[0]
    for row in table.rows where row["estimand"] == first["estimand"] {
      for column in ["n_control", "value_control", "value_variant", "std_error", "p_value"] {
        #expect(row[column] == first[column], "\(row["metric"] ?? "") of \(types)")
      }
    }
    return table
  }
}
