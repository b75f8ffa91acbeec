import TestSupport
import Testing

/// Covariates, strata, segments and clusters of every column type: typed as in Parquet, or texts as in CSV.
@Suite(.enabled(if: hasDuckDB, "\(needsDuckDB)")) struct AttributeTypeTests {
  private static let query = """
    select 'u' || i as user, case when hash(i) % 2 = 0 then 'old' else 'new' end as variant,
      (hash(i, 1) % 1000) / 8.0 as sold, hash(i, 2) % 3 = 0 as member, cast(1 + hash(i, 3) % 3 as int) as grade,
      date '2026-01-05' + cast(hash(i, 4) % 2 as int) as day, cast(hash(i, 5) % 5000 / 100.0 as decimal(9, 2)) as price,
      case when hash(i, 6) % 9 > 0 then cast(hash(i, 7) % 40 as tinyint) end as age,
      cast(2 * (hash(i, 8) % 60) + hash(i) % 2 as bigint) as shop
    from range(1200) t(i)
    """

  private static func table(_ source: String, cluster: Bool) async throws -> CSVTable {
    let folder = try ScratchFolder()
    try await DuckDBWriter.writeInBackground(query, to: folder(source))
    let spec = SmallSpec {
      $0.source = source
      $0.data +=
        cluster ? #", "cluster": "shop", "attributes": ["shop"]"# : #", "attributes": ["grade", "day", "member"]"#
      let covariates = cluster ? #""price", "age""# : #""member", "price", "age", "grade""#
      $0.metrics = #"[{ "name": "y", "type": "mean", "column": "sold", "covariates": [\#(covariates)] }]"#
      $0.rest = cluster ? "" : #", "strata": ["grade", "day"], "segments": ["member", "day"]"#
    }
    try folder.write(spec.json, to: "spec.json")
    return try await CSVTable(analyzing: folder)
  }

  @Test(arguments: [false, true]) func aTypeChangesNoNumber(cluster: Bool) async throws {
    let text = try await Self.table("units.csv", cluster: cluster)
    let typed = try await Self.table("units.parquet", cluster: cluster)
    #expect(text.rows.count == typed.rows.count && text.rows.count == (cluster ? 2 : 10))
    for (left, right) in zip(text.rows, typed.rows) {
      for column in ["estimand", "segment", "segment_value", "n_control", "n_variant", "path", "status"] {
        #expect(left[column] == right[column], "\(column)")
      }
      #expect(left["status"] == "ok")
      for column in ["value_control", "value_variant", "estimate", "std_error", "df", "ci_low", "ci_high", "p_value"] {
        #expect(
          isClose(try left.number(column), try right.number(column), relative: 1e-9, absolute: 1e-12), "\(column)")
      }
    }
  }
}
