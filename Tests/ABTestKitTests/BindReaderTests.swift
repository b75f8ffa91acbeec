import Engines
import Planning
import SummarySQL
import TestSupport
import Testing

@testable import ABTestKit

/// What `check` binds is what `analyze` runs: the same queries in the same order, where the rows are such as a binder assumes.
@Suite(.enabled(if: hasDuckDB, "\(needsDuckDB)")) struct BindReaderTests {
  /// Numbers that come from the rows: centers, scales and limits.
  private func withoutNumbers(_ text: String) -> String {
    text.replacing(#/cast\('[^']*' as double\)/#, with: "#").replacing(#/ - # as x/#, with: " as x")
  }

  /// - Parameter isWhole: whether nothing but numbers depends on the rows; else the queries only begin alike.
  private func compare(_ folder: ScratchFolder, isWhole: Bool = true) async throws {
    let intake = try await SpecIntake(path: folder("spec.json"), dataRoot: nil)
    func reader() throws -> (RecordingEngine, EngineReader) {
      let engine = RecordingEngine(try DuckDBEngine.opened(root: intake.root))
      let faults = EngineFaults(spec: intake.spec, sources: intake.sources, root: intake.root)
      return (engine, EngineReader(engine: engine, dialect: DuckDBDialect(), faults: faults))
    }
    let plan = try await AnalysisPlan(intake, by: try reader().1)
    let (binding, running) = (try reader(), try reader())
    // What is asked of the largest units depends on the sums that were found.
    let needs = plan.needs.filter { !($0 is LargestUnits) }
    _ = try await Answers(plan: plan, needs, by: BindReader(engine: binding.1))
    _ = try await Answers(plan: plan, needs, by: running.1)
    let (bound, sent) = (binding.0.bound.map(withoutNumbers), running.0.sent.map(withoutNumbers))
    #expect(running.0.bound.count == sent.count && bound.count > 1)
    guard isWhole else {
      #expect(bound.first == sent.first && bound.count <= sent.count)
      return
    }
    // Another scale takes another pass over the same rows.
    let (ofBinder, ofEngine) = (unique(bound), unique(sent))
    #expect(ofBinder.count == ofEngine.count)
    for (bound, sent) in zip(ofBinder, ofEngine) { #expect(bound == sent) }
  }

  /// One row stands twice, so that rows are grouped by unit, as where nobody knows whether units differ.
  private func units(_ metrics: String, data: String = "", rest: String = "") throws -> ScratchFolder {
    let folder = try ScratchFolder()
    let rows = (0..<60).map { unit in
      "u\(unit),\(unit % 2 == 0 ? "old" : "new"),t\(unit % 12),\(unit % 3 == 0 ? "a" : "b"),\(unit % 5 == 0 ? unit : 0),"
        + "\(unit % 7 == 0 ? 1 : 0)\n"
    }
    try folder.write("user,variant,team,device,spent,sold\n" + rows.joined() + rows[0], to: "units.csv")
    try folder.write(
      SmallSpec {
        $0.data = #", "unit": "user", "attributes": ["device", "sold"]\#(data)"#
        $0.metrics = "[\(metrics)]"
        $0.rest = rest
      }.json, to: "spec.json")
    return folder
  }

  private static let mean = #"{ "name": "spent", "type": "mean", "column": "spent", "covariates": ["sold"] }"#
  private static let share =
    #"{ "name": "sale", "type": "proportion", "column": "sold", "where": "spent > 0 or team = 't1'" }"#

  @Test(arguments: [
    ("", ""), (#", "where": "team != 't2'""#, #", "strata": ["device"]"#), ("", #", "segments": ["device"]"#),
    (#", "cluster": "team""#, ""),
  ])
  func sumsOfUnitsAreBoundAsTheyAreRun(data: String, rest: String) async throws {
    // Which segments there are, and which of them are skewed, only the rows tell.
    try await compare(
      try units("\(Self.share), \(Self.mean)", data: data, rest: rest), isWhole: !rest.contains("segments"))
  }

  @Test func rowsOfEventsAre() async throws {
    let rate = #"{ "name": "rate", "type": "ratio", "numerator": "spent", "denominator": "sold" }"#
    try await compare(try units(rate, data: #", "rows": "events""#))
  }

  @Test func tablesOfUnitsMadeOfLogsAre() async throws {
    let folder = try ScratchFolder()
    let exposures = (0..<40).map { "u\($0),\($0 % 2 == 0 ? "old" : "new"),2026-03-0\(1 + $0 % 5) 12:00:00\n" }
    let orders = (0..<80).map { "u\($0 % 40),2026-03-0\(2 + $0 % 7) 13:00:00,\($0 % 3 == 0 ? "1.25" : "0")\n" }
    try folder.write("user,variant,at\n" + exposures.joined(), to: "units.csv")
    try folder.write("user,at,amount\n" + orders.joined(), to: "orders.csv")
    try folder.write(
      SmallSpec {
        $0.data = #", "unit": "user", "time": "at""#
        $0.facts = #"{ "orders": { "source": "orders.csv", "unit": "user", "time": "at" } }"#
        $0.metrics = """
          [{ "name": "orders", "type": "count", "fact": "orders", "within": "2d", "maturity": "all" },
           { "name": "spent", "type": "mean", "fact": "orders", "value": "amount", "within": "1d", "maturity": "all" },
           { "name": "way", "type": "funnel", "window": "3d",
             "steps": [{ "name": "any", "fact": "orders" }, { "name": "paid", "fact": "orders", "where": "amount > 0" }] },
           { "name": "wait", "type": "time-to-event", "fact": "orders", "horizon": "3d" }]
          """
      }.json, to: "spec.json")
    try await compare(folder)
  }

  /// Caps, levels of quantiles and replicates are known only then.
  @Test func whatDependsOnTheRowsBeginsAlike() async throws {
    try await compare(
      try units(
        """
        { "name": "capped", "type": "mean", "column": "spent", "cap": { "quantile": 0.9 } },
        { "name": "median", "type": "quantile", "q": 0.5, "column": "spent" },
        { "name": "drawn", "type": "mean", "column": "spent", "test": "bootstrap" }
        """), isWhole: false)
  }
}
