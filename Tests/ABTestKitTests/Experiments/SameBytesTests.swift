import TestSupport
import Testing

/// The same input gives the same bytes: at any number of threads, in any locale and time zone, again and again.
@Suite(.enabled(if: hasDuckDB, "\(needsDuckDB)"), .slow) struct SameBytesTests {
  /// 200,000 rows with ties, heavy tails, cents, missing values and repeats, made by hashes.
  private static let query = """
    select 'u' || (i % 199000) as user, case when hash(i % 199000) % 2 = 0 then 'old' else 'new' end as variant,
      hash(i % 199000, 1) % 7 = 0 as sold,
      case when hash(i % 199000, 2) % 50 = 0 then null else exp((hash(i % 199000, 3) % 10000) / 1000.0) / 7 end as spent,
      case when hash(i % 199000, 5) % 60 > 0 then (hash(i % 199000, 6) % 10000) / 100.0 end as paid,
      1 + hash(i % 199000, 4) % 9 as visits,
      case when hash(i % 199000, 7) % 20 > 0 then exp((hash(i % 199000, 3) % 9000) / 1500.0) / 3 end as before,
      nullif(split_part('ad mail shop', ' ', cast(1 + hash(i % 199000, 8) % 4 as int)), '') as channel,
      case when hash(i % 199000) % 2 = 0 then 'a' else 'b' end || hash(i % 199000, 9) % 3000 as shop,
      split_part('north south east', ' ', cast(1 + hash(i % 199000, 9) % 3 as int)) as region,
      split_part('web app', ' ', cast(1 + hash(i % 199000, 9) % 2 as int)) as device
    from range(200000) t(i)
    """

  private static let metrics = """
    [{ "name": "sale", "type": "proportion", "column": "sold" },
      { "name": "spending", "type": "mean", "column": "spent" },
      { "name": "payment", "type": "mean", "column": "paid" },
      { "name": "paid per visit", "type": "ratio", "numerator": "paid", "denominator": "visits" },
      { "name": "per visit", "type": "ratio", "numerator": "spent", "denominator": "visits" },
      { "name": "capped spending", "type": "mean", "column": "spent", "cap": { "quantile": 0.99 } },
      { "name": "capped per visit", "type": "ratio", "numerator": "paid", "denominator": "visits", "cap": { "value": 77.7 } },
      { "name": "visits", "type": "count", "column": "visits" },
      { "name": "log spending", "type": "mean", "column": "spent", "log": true },
      { "name": "big spender", "type": "proportion", "value": "coalesce(spent, 0) + paid / visits", "above": 40 }]
    """

  /// Covariates of every kind, strata, and two segments.
  private static func adjusted(rows: String = "units", cluster: Bool = false) -> SmallSpec {
    SmallSpec {
      $0.data = #", "unit": "user", "rows": "\#(rows)", "attributes": ["region", "device", "channel"]"#
      if cluster { $0.data += #", "cluster": "shop""# }
      let channel = cluster ? "" : #", "channel""#
      $0.metrics = """
        [{ "name": "sale", "type": "proportion", "column": "sold", "covariates": ["before"] },
          { "name": "spending", "type": "mean", "column": "spent", "covariates": ["before"\(channel)], "slopes": "arm-stratum" },
          { "name": "paid per visit", "type": "ratio", "numerator": "paid", "denominator": "visits",
            "covariates": ["before"], "slopes": "common" }]
        """
      $0.rest = #", "strata": ["region"], "segments": ["device"\#(cluster ? "" : #", "channel""#)]"#
    }
  }

  @Test(arguments: ["units.csv", "units.parquet"])
  func anyThreadsLocaleAndRepetition(source: String) async throws {
    try await expectSameBytes(source, SmallSpec { $0.metrics = Self.metrics })
  }

  @Test(arguments: [
    adjusted(), adjusted(rows: "events"), adjusted(cluster: true), adjusted(rows: "events", cluster: true),
  ])
  func anyThreadsWithCovariatesStrataClustersAndSegments(spec: SmallSpec) async throws {
    try await expectSameBytes("units.parquet", spec)
  }

  private func expectSameBytes(_ source: String, _ spec: SmallSpec) async throws {
    let folder = try ScratchFolder()
    try await DuckDBWriter.writeInBackground(Self.query, to: folder(source))
    var spec = spec
    spec.source = source
    try folder.write(spec.json, to: "spec.json")
    let names = ["report.md", "results.csv", "results.json"]
    func run(_ arguments: [String], _ environment: [String: String] = [:]) async throws -> [[UInt8]?] {
      let outcome = try await Binary.run(
        ["analyze", "spec.json", "--quiet"] + arguments, in: folder, environment: environment)
      #expect(outcome.code == 0, "\(outcome.errors)")
      return names.map { folder.bytes(of: $0) }
    }
    let first = try await run(["--threads", "1"])
    #expect(first.allSatisfy { $0?.isEmpty == false })
    #expect(try CSVTable(#require(folder.text(of: "results.csv"))).rows.allSatisfy { $0["status"] == "ok" })
    let elsewhere = ["LC_ALL": "de_DE.UTF-8", "LANG": "de_DE.UTF-8", "TZ": "Asia/Tokyo"]
    #expect(try await run(["--threads", "1"]) == first, "once more")
    #expect(try await run(["--threads", "2"], elsewhere) == first, "2 threads, in another locale")
    #expect(try await run(["--threads", "4", "--memory", "300MB"]) == first, "4 threads, little memory")
    #expect(try await run([]) == first, "as many threads as there are processors")
  }

  @Test func textAndParquetGiveTheSameNumbers() async throws {
    var tables: [String?] = []
    for source in ["units.csv", "units.parquet"] {
      let folder = try ScratchFolder()
      try await DuckDBWriter.writeInBackground(Self.query, to: folder(source))
      try folder.write(
        SmallSpec {
          $0.source = source
          $0.metrics = Self.metrics
        }.json, to: "spec.json")
      #expect(try await Binary.run(["analyze", "spec.json", "--quiet"], in: folder).code == 0)
      tables.append(folder.text(of: "results.csv"))
    }
    #expect(tables[0] == tables[1])
  }
}
