import TestSupport
import Testing

/// Metrics that more than sums are needed of: each segment says what an analysis of its units alone says.
@Suite(.enabled(if: hasDuckDB, "\(needsDuckDB)")) struct SegmentReadingTests {
  private struct Unit {
    let line: String
    let orders: [String]
    let device: String
  }

  private static let devices = ["phone", "desk", ""]

  private static let units: [Unit] = {
    var random = SeededRandom(seed: 71)
    return (0..<540).map { index in
      let device = random.element(of: devices)
      let variant = index % 2 == 0 ? "a" : "b"
      let prior = Double(random.integer(0...400)) / 100
      let value = (prior + Double(random.integer(0...600)) / 100) * (variant == "b" ? 1.15 : 1)
      let day = random.integer(1...5)
      let orders = (0..<random.integer(0...2)).map { _ in
        "u\(index),2026-01-\(10 + random.integer(0...9))T0\(random.integer(0...9)):00:00,\(random.integer(1...90))\n"
      }
      return Unit(
        line: "u\(index),\(variant),2026-01-0\(day)T00:00:00,s\(index % 60),\(device),\(prior),\(value)\n",
        orders: orders, device: device)
    }
  }()

  private static let covariate = #""covariates": ["prior"]"#

  private static let metrics = """
    [ { "name": "median", "type": "quantile", "q": 0.5, "column": "value", \(covariate) },
      { "name": "late median", "type": "quantile", "q": 0.5, "fact": "orders", "value": "amount", "within": "14d" },
      { "name": "rank", "type": "rank", "column": "value", \(covariate) },
      { "name": "days", "type": "time-to-event", "fact": "orders", "horizon": "12d" },
      { "name": "days, adjusted", "type": "time-to-event", "fact": "orders", "horizon": "12d", \(covariate) },
      { "name": "hazard", "type": "time-to-event", "fact": "orders", "horizon": "12d", "estimand": "hazard-ratio" },
      { "name": "mean", "type": "mean", "column": "value" } ]
    """

  private static func analyze(
    _ units: [Unit], _ rest: String, cluster: Bool = false, metrics: String = metrics
  ) async throws -> CSVTable {
    let folder = try ScratchFolder()
    try folder.write("unit,variant,at,store,device,prior,value\n" + units.map(\.line).joined(), to: "exposures.csv")
    try folder.write("unit,at,amount\n" + units.flatMap(\.orders).joined(), to: "orders.csv")
    try folder.write(
      """
      { "abtest": 1, "name": "segments", "start": "2026-01-01", "end": "2026-02-01",
        "data": { "assignments": { "source": "exposures.csv", "unit": "unit", "time": "at", "attributes": ["device"]
                                   \(cluster ? #", "cluster": "store""# : "") },
                  "facts": { "orders": { "source": "orders.csv", "unit": "unit", "time": "at" } } },
        "variants": [ { "name": "a", "control": true }, { "name": "b" } ], "metrics": \(metrics),
        "inference": { "correction": "none" } \(rest) }
      """, to: "spec.json")
    return try await CSVTable(analyzing: folder)
  }

  private static let columns = [
    "n_control", "n_variant", "value_control", "value_variant", "estimate", "std_error", "ci_low", "ci_high",
    "statistic",
    "p_value", "status",
  ]

  private static func compare(_ whole: CSVTable, _ alone: CSVTable, _ device: String) throws {
    for row in alone.rows {
      let found = try #require(
        whole.rows.first {
          $0["segment"] == "device" && $0["segment_value"] == device && $0["metric"] == row["metric"]
            && $0["estimand"] == row["estimand"] && $0["method"] == row["method"]
        }, "\(device), \(row["metric"] ?? ""), \(row["estimand"] ?? "")")
      for column in columns {
        let (own, other) = (row[column] ?? "", found[column] ?? "")
        let isEqual = Double(own).map { isClose(Double(other) ?? .nan, $0, relative: 1e-9) } ?? (own == other)
        #expect(isEqual, "\(device), \(row["metric"] ?? ""), \(column): \(other), not \(own)")
      }
    }
  }

  @Test func eachSegmentIsAnAnalysisOfItsUnits() async throws {
    let whole = try await Self.analyze(Self.units, #", "segments": ["device"]"#)
    for device in Self.devices {
      let alone = try await Self.analyze(Self.units.filter { $0.device == device }, "")
      #expect(alone.rows.count == 13)
      #expect(alone.rows.allSatisfy { $0["status"] == "ok" })
      try Self.compare(whole, alone, device)
    }
  }

  /// The units in so many stores, which share their device.
  private static func units(inStores stores: Int) -> [Unit] {
    units.enumerated().map { index, unit in
      let store = index % stores
      let device = devices[store % 3]
      var fields = unit.line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      fields[1] = store < stores / 2 ? "a" : "b"
      fields[3] = "s\(store)"
      fields[4] = device
      return Unit(line: fields.joined(separator: ","), orders: unit.orders, device: device)
    }
  }

  @Test func eachSegmentOfClustersToo() async throws {
    let units = Self.units(inStores: 60)
    let metrics = """
      [ { "name": "median", "type": "quantile", "q": 0.5, "column": "value", \(Self.covariate) },
        { "name": "days", "type": "time-to-event", "fact": "orders", "horizon": "12d", \(Self.covariate) },
        { "name": "mean", "type": "mean", "column": "value" },
        { "name": "buyers", "type": "proportion", "fact": "orders", "within": "14d" } ]
      """
    let whole = try await Self.analyze(units, #", "segments": ["device"]"#, cluster: true, metrics: metrics)
    for device in Self.devices {
      let alone = try await Self.analyze(
        units.filter { $0.device == device }, "", cluster: true, metrics: metrics)
      #expect(alone.rows.allSatisfy { $0["status"] == "ok" })
      #expect(alone.rows.contains { $0["method"] == "cluster-cr2" })
      try Self.compare(whole, alone, device)
    }
  }

  /// Skewed residuals, whose shape is summed for all segments in one pass: of units with a covariate, and of clusters.
  @Test(arguments: [false, true]) func eachSegmentHasTheShapeOfItsResiduals(cluster: Bool) async throws {
    var random = SeededRandom(seed: 72)
    let units = (0..<3600).map { index in
      let device = Self.devices[index % 3]
      let prior = Double(random.integer(0...400)) / 100
      // Few of the values are large, and one unit of six is in the variant.
      let value = prior + (random.integer(1...40) == 1 ? Double(random.integer(100...2000)) / 10 : 0)
      let fields = [
        "u\(index)", (index / 3) % 6 == 0 ? "b" : "a", "2026-01-01T00:00:00", "s\(index)", device, "\(prior)",
        "\(value)",
      ]
      return Unit(line: fields.joined(separator: ",") + "\n", orders: [], device: device)
    }
    let covariate = cluster ? "" : ", \(Self.covariate)"
    let metrics = #"[ { "name": "mean", "type": "mean", "column": "value" \#(covariate) } ]"#
    let whole = try await Self.analyze(units, #", "segments": ["device"]"#, cluster: cluster, metrics: metrics)
    for device in Self.devices {
      let alone = try await Self.analyze(
        units.filter { $0.device == device }, "", cluster: cluster, metrics: metrics)
      let path = cluster ? "mean|none|cluster|hall-t|fixed" : "mean|ancova(k=1)|unit|hall-t|fixed"
      #expect(Set(alone.rows.compactMap { $0["path"] }) == [path])
      try Self.compare(whole, alone, device)
    }
  }

  /// With five stores of each variant in a segment their labels are drawn again.
  @Test func eachSegmentOfVeryFewClustersToo() async throws {
    let units = Self.units(inStores: 30)
    let metrics = #"[ { "name": "mean", "type": "mean", "column": "value" } ]"#
    let whole = try await Self.analyze(units, #", "segments": ["device"]"#, cluster: true, metrics: metrics)
    for device in Self.devices {
      let alone = try await Self.analyze(
        units.filter { $0.device == device }, "", cluster: true, metrics: metrics)
      #expect(Set(alone.rows.compactMap { $0["method"] }) == ["cluster-cr2", "randomization"])
      try Self.compare(whole, alone, device)
    }
  }
}
