import TestSupport
import Testing

/// The same input gives the same bytes: at any number of threads, in any locale and time zone, again and again.
@Suite(.enabled(if: hasDuckDB, "\(needsDuckDB)")) struct SameBytesTests {
  /// 200,000 rows with ties, heavy tails, cents, missing values and repeats, made by hashes.
  private static let query = """
    select 'u' || (i % 199000) as user, case when hash(i % 199000) % 2 = 0 then 'old' else 'new' end as variant,
      hash(i % 199000, 1) % 7 = 0 as sold,
      case when hash(i % 199000, 2) % 50 = 0 then null else exp((hash(i % 199000, 3) % 10000) / 1000.0) / 7 end as spent,
      case when hash(i % 199000, 5) % 60 > 0 then (hash(i % 199000, 6) % 10000) / 100.0 end as paid,
      1 + hash(i % 199000, 4) % 9 as visits
    from range(200000) t(i)
    """

  private static let metrics = """
    [{ "name": "sale", "type": "proportion", "column": "sold" },
      { "name": "spending", "type": "mean", "column": "spent" },
      { "name": "payment", "type": "mean", "column": "paid" },
      { "name": "paid per visit", "type": "ratio", "numerator": "paid", "denominator": "visits" },
      { "name": "per visit", "type": "ratio", "numerator": "spent", "denominator": "visits" }]
    """

  @Test(arguments: ["units.csv", "units.parquet"])
  func anyThreadsLocaleAndRepetition(source: String) async throws {
    let folder = try ScratchFolder()
    try await DuckDBWriter.writeInBackground(Self.query, to: folder(source))
    try folder.write(
      SmallSpec {
        $0.source = source
        $0.metrics = Self.metrics
      }.json, to: "spec.json")
    let names = ["report.md", "results.csv", "results.json"]
    func run(_ arguments: [String], _ environment: [String: String] = [:]) async throws -> [[UInt8]?] {
      let outcome = try await Binary.run(
        ["analyze", "spec.json", "--quiet"] + arguments, in: folder, environment: environment)
      #expect(outcome.code == 0, "\(outcome.errors)")
      return names.map { folder.bytes(of: $0) }
    }
    let first = try await run(["--threads", "1"])
    #expect(first.allSatisfy { $0?.isEmpty == false })
    for threads in ["1", "2", "4"] { #expect(try await run(["--threads", threads]) == first, "\(threads) threads") }
    #expect(try await run([], ["LC_ALL": "de_DE.UTF-8", "LANG": "de_DE.UTF-8", "TZ": "Asia/Tokyo"]) == first)
    #expect(try await run(["--memory", "300MB"]) == first)
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
