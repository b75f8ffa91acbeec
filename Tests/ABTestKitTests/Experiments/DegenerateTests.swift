import TestSupport
import Testing

/// Every type of metric with every adjustment and structure over data that leave something open: each row has numbers that
/// agree with each other, or a status and a reason.
@Suite(.enabled(if: hasDuckDB, "\(needsDuckDB)"), .slow) struct DegenerateTests {
  private static let types = [
    ("share", #""type": "proportion", "column": "sold", "margin": "5pp""#),
    ("mean", #""type": "mean", "column": "spend", "equivalence": "10%""#),
    ("log", #""type": "mean", "column": "spend", "log": true"#),
    ("count", #""type": "count", "column": "clicks", "minimum_effect": 0.1"#),
    ("rate", #""type": "count", "column": "clicks", "per": "visits""#),
    ("ratio", #""type": "ratio", "numerator": "spend", "denominator": "visits", "claim": "+50%""#),
    ("median", #""type": "quantile", "q": 0.5, "column": "load", "margin": "10%""#),
    ("capped", #""type": "mean", "column": "spend", "cap": { "value": 8 }"#),
  ]
  private static let adjustments = [("", ""), (" adjusted", #""before", "age", "channel""#)]

  private static func metrics(isClustered: Bool) -> String {
    let all = types.filter { !isClustered || $0.0 != "log" }.flatMap { type, keys in
      adjustments.map { name, columns in
        let own = isClustered ? columns.replacing(#", "channel""#, with: "") : columns
        return #"{ "name": "\#(type)\#(name)", \#(keys), "covariates": [\#(own)] }"#
      }
    }
    return "[\(all.joined(separator: ", "))]"
  }

  private static func analyzed(_ data: DegenerateData, isStratified: Bool, isClustered: Bool) async throws -> CSVTable {
    let folder = try ScratchFolder()
    try folder.write(data.text, to: "units.csv")
    let rows = isClustered ? #", "rows": "events", "cluster": "store""# : ""
    try folder.write(
      SmallSpec {
        $0.data = #", "unit": "user", "variant": "arm", "attributes": ["region", "channel"]\#(rows)"#
        $0.variants = data.variants
        $0.metrics = metrics(isClustered: isClustered)
        $0.rest =
          #", "inference": { "correction": "none", "replicates": 199 }"#
          + #", "decision": { "accept": { "empty": "cells are empty on purpose" } }"#
          + (isStratified ? #", "strata": ["region"]"# : "")
      }.json, to: "spec.json")
    return try await CSVTable(analyzing: folder)
  }

  @Test func everyCellHasNumbersOrAReason() async throws {
    let cells = DegenerateData.all.flatMap { data in
      let alone = [("units, strata", true, false), ("clusters", false, true)]
      let structures = [("units", false, false), ("clusters, strata", true, true)] + (data.isStructural ? alone : [])
      return structures.map { (data: data, name: "\(data.name), \($0.0)", isStratified: $0.1, isClustered: $0.2) }
    }
    let found = try await concurrently(cells) { cell in
      let table = try await Self.analyzed(cell.data, isStratified: cell.isStratified, isClustered: cell.isClustered)
      for row in table.rows { ResultInvariants(row: row, what: cell.name).check() }
      return (name: cell.name, text: Self.summary(table))
    }
    expectAsRecorded(found, in: "degenerate.txt")
  }

  /// What became of each metric's difference, and of its lift where that is another story: lines of the same story together.
  private static func summary(_ table: CSVTable) -> String {
    var (order, metrics): ([String], [String: [String]]) = ([], [:])
    for row in table.rows
    where row["estimand"] == "absolute" && row["hypothesis"] == "superiority" && row["null_value"] == "0.0" {
      guard row["reason"]?.contains("; see the ") != true else { continue }
      let lift = table.rows.first { $0["metric"] == row["metric"] && $0["estimand"] == "relative" }?["status"]
      let parts = [
        row["status"] ?? "", row["method"] == "cluster-cr2" ? "CR2" : "",
        row["path"]?.split(separator: "|")[1].description ?? "",
        lift.map { $0 == row["status"] ? "" : "lift \($0)" } ?? "", row["warnings"]?.replacing(";", with: " ") ?? "",
      ]
      let story = parts.filter { !$0.isEmpty }.joined(separator: ", ")
      if metrics[story] == nil { order.append(story) }
      metrics[story, default: []].append(row["metric"] ?? "")
    }
    return order.map { "\($0): \(metrics[$0, default: []].joined(separator: ", "))" }.joined(separator: "\n")
  }
}
