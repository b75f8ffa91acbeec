import ABTestKit
import TestSupport
import Testing

/// What the spec makes of columns gives the same results as the same columns written into the file.
@Suite struct ComputedColumnTests {
  private static let rows = (0..<900).map {
    index -> (id: Int, arm: String, market: Int, day: Int, x: Int, before: Int) in
    let hash = index * 7919 % 1009
    return (index, ["a", "b"][hash % 2], 1 + hash % 3, 1 + hash % 20, hash % 17 + hash % 3 * 4, hash % 11)
  }

  /// With the raw columns, and those that are made of them.
  private static let table =
    "id,arm,market,seen,x,before,user,group,month,late,code,square\n"
    + rows.map { row in
      let day = row.day < 10 ? "0\(row.day)" : "\(row.day)"
      let month = row.day % 2 + 2
      return
        "\(row.id),\(row.arm)-\(row.id % 2),\(row.market),2026-0\(month)-\(day) 08:00,\(row.x),\(row.before),u\(row.id),"
        + "\(row.arm),\(month),\(row.day > 9),m\(row.market),\(row.before * row.before)\n"
    }.joined()

  private func results(_ spec: SmallSpec, parquet: Bool = false) async throws -> [[String: String]] {
    let folder = try ScratchFolder()
    try folder.write(Self.table, to: "units.csv")
    if parquet { try DuckDBWriter.write("from '\(folder("units.csv"))'", to: folder("units.parquet")) }
    try folder.write(spec.json, to: "spec.json")
    var options = AnalysisOptions()
    options.formats = [ReportFormatName("json")].compactMap(\.self)
    _ = try await AnalysisRun(spec: folder("spec.json"), options: options)()
    return try JSONResults(folder.bytes(of: "results.json")).rows.map { row in
      var words = row.words.merging(row.numbers.mapValues { "\($0)" }) { $1 }
      // The names of the columns that are compared differ.
      for (old, new) in [("code", "market"), ("m1", "1"), ("m2", "2"), ("m3", "3")] {
        words = words.mapValues { $0 == old ? new : $0 }
      }
      return words.merging(row.counts.mapValues { "\($0)" }) { $1 }
    }
  }

  private func spec(
    _ source: String, unit: String, variant: String, segments: String, strata: String, covariates: String
  ) -> SmallSpec {
    SmallSpec {
      $0.source = source
      $0.data =
        ", \"unit\": \(unit), \"variant\": \(variant)"
        + (source == "units.csv" ? ", \"attributes\": [\"code\", \"month\", \"late\"]" : "")
      $0.variants = #"[{ "name": "a", "control": true }, { "name": "b" }]"#
      $0.metrics = "[{ \"name\": \"m\", \"type\": \"mean\", \"column\": \"x\", \"covariates\": \(covariates) }]"
      $0.rest = ", \"segments\": \(segments), \"strata\": \(strata)"
    }
  }

  @Test func areTheColumnsThatTheyStandFor() async throws {
    var written = spec(
      "units.csv", unit: "\"user\"", variant: "\"group\"", segments: "[\"month\", \"late\"]", strata: "[\"code\"]",
      covariates: "[\"square\", \"code\"]")
    let expected = try await results(written)
    #expect(expected.count > 8)
    for source in ["units.csv", "units.parquet"] {
      written = spec(
        source, unit: #"{ "name": "who", "value": "concat('u', text(id))" }"#,
        variant: #"{ "name": "assigned", "value": "substr(arm, 1, 1)" }"#,
        segments:
          #"[{ "name": "month of it", "value": "month(seen)" }, { "name": "later", "value": "day(seen) > 9" }]"#,
        strata: #"[{ "column": "market", "as": "category" }]"#,
        covariates: #"[{ "name": "squared", "value": "before * before" }, { "column": "market", "as": "category" }]"#)
      written.data = written.data.replacing(", \"attributes\": [\"code\", \"month\", \"late\"]", with: "")
      let found = try await results(written, parquet: source == "units.parquet")
      let renamed = found.map { $0.mapValues { ["month of it": "month", "later": "late"][$0] ?? $0 } }
      #expect(renamed == expected, "\(source)")
    }
  }

  /// A number is a label without a point, and as a category it is no number.
  @Test func codesAreCategories() async throws {
    let number = try await results(
      SmallSpec {
        $0.data = ", \"unit\": \"id\", \"variant\": \"group\""
        $0.variants = #"[{ "name": "a", "control": true }, { "name": "b" }]"#
        $0.metrics = #"[{ "name": "m", "type": "mean", "column": "x", "covariates": ["market"] }]"#
      })
    let category = try await results(
      SmallSpec {
        $0.data = ", \"unit\": \"id\", \"variant\": \"group\""
        $0.variants = #"[{ "name": "a", "control": true }, { "name": "b" }]"#
        $0.metrics =
          #"[{ "name": "m", "type": "mean", "column": "x", "covariates": [{ "name": "c", "value": "market", "as": "category" }] }]"#
      })
    let text = try await results(
      SmallSpec {
        $0.data = ", \"unit\": \"id\", \"variant\": \"group\""
        $0.variants = #"[{ "name": "a", "control": true }, { "name": "b" }]"#
        $0.metrics = #"[{ "name": "m", "type": "mean", "column": "x", "covariates": ["code"] }]"#
      })
    #expect(category == text)
    #expect(category != number)
  }
}
