import Engines
import SummarySQL
import TestSupport
import Testing

@testable import ABTestKit

/// What `abtest sql` prints is what an analysis sends, word for word and in its order.
@Suite(.enabled(if: hasDuckDB, "\(needsDuckDB)")) struct PrintedQueryTests {
  private static let experiments = ["cta-colour", "marketing-funnel", "page-load-time", "personalization"]
    .map { "experiments/\($0)/spec.json" }
  @Test(arguments: experiments) func everySpecPrintsWhatItSends(path: String) async throws {
    try await compare("\(packageFolder)/\(path)", dataRoot: nil)
  }

  @Test(
    .enabled(if: realData != nil, "the folder ../shared/data with the real experiments is absent"), arguments: specs)
  func everySpecOfRealDataDoesToo(path: String) async throws {
    try await compare("\(packageFolder)/\(path)", dataRoot: realData)
  }

  /// Rows that are held and drawn again, caps and quantiles that are read first, and segments that are read by themselves.
  @Test(arguments: ["", #", "cluster": "team""#]) func needsOfEveryKindDoToo(cluster: String) async throws {
    var random = SeededRandom(seed: 3)
    let rows = (0..<400).map { unit in
      let team = unit % 40
      return
        "u\(unit),\(team % 2 == 0 ? "old" : "new"),t\(team),\(team % 3 == 0 ? "a" : "b"),\(random.integer(0...900)),\(random.integer(1...9))\n"
    }
    let folder = try ScratchFolder()
    try folder.write("user,variant,team,device,spent,earlier\n" + rows.joined(), to: "units.csv")
    let spec = SmallSpec {
      $0.data = #", "unit": "user", "attributes": ["device", "earlier"]\#(cluster)"#
      $0.metrics = """
        [{ "name": "capped", "type": "mean", "column": "spent", "cap": { "quantile": 0.9 }, "covariates": ["earlier"] },
         { "name": "drawn", "type": "mean", "column": "spent", "test": "bootstrap" },
         { "name": "labels", "type": "mean", "column": "spent", "test": "randomization" },
         { "name": "median", "type": "quantile", "q": 0.5, "column": "spent" }]
        """
      $0.rest = #", "segments": ["device"], "inference": { "replicates": 99 }"#
    }
    try folder.write(spec.json, to: "spec.json")
    try await compare("\(folder.path)/spec.json", dataRoot: nil)
  }

  /// Logs of events, whose table of units is made anew for counts of events and for influence values.
  @Test(arguments: [1, 3, 4, 5, 6]) func logsOfEventsDoToo(seed: UInt64) async throws {
    let folder = try ScratchFolder()
    try RandomEventExperiment(seed: seed, logs: 2).write(to: folder, under: "log")
    try await compare("\(folder.path)/log/spec.json", dataRoot: nil)
  }

  /// All but those whose files other tests make of the data first.
  private static let specs = SourceFile.all(in: "Tests/ABTestKitTests/Specs", endings: ["json"]).map(\.path)
    .filter { path in !["cdnow-clv", "open-bandit-men", "thornton-hiv-distance"].contains { path.contains("\($0).") } }

  private func compare(_ path: String, dataRoot: String?) async throws {
    let intake = try await SpecIntake(path: path, dataRoot: dataRoot)
    let engine = RecordingEngine(try DuckDBEngine.opened(root: intake.root))
    let reader = EngineReader(
      engine: engine, dialect: DuckDBDialect(),
      faults: EngineFaults(spec: intake.spec, sources: intake.sources, root: intake.root))
    _ = try await analyze(intake, by: reader)
    let printed = try await QueryRun(spec: path, dataRoot: dataRoot)()
    #expect(!engine.sent.isEmpty && printed.count == engine.sent.count)
    for (printed, sent) in zip(printed, engine.sent) {
      #expect(printed == sent || printed.hasPrefix("-- ") && sent.hasPrefix("-- "))
    }
  }
}
