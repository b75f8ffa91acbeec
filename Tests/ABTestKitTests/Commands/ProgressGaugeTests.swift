import Diagnostics
import Engines
import Synchronization
import Tables
import TestSupport
import Testing

@testable import ABTestKit

/// What is shown of a run, by an engine that says what a test wants.
@Suite struct ProgressGaugeTests {
  private final class ScriptedEngine: Engine {
    let identity = "scripted"
    private let next = Mutex<EngineProgress?>(nil)

    func columns(of query: String) async throws(EngineError) -> TableSchema { TableSchema(fields: []) }
    func rows(of query: String) async throws(EngineError) -> Table { Table(names: [], columns: []) }
    func materialize(_ query: String, as name: String, withRows: Bool) async throws(EngineError) {}
    func materialize(_ table: Table, as name: String) async throws(EngineError) {}
    func interrupt() {}
    func progress() -> EngineProgress? { next.withLock { $0 } }
    func say(_ progress: EngineProgress?) { next.withLock { $0 = progress } }
  }

  private let engine = ScriptedEngine()
  private let gauge = ProgressGauge()

  private func scan(_ folder: ScratchFolder? = nil, files: [String] = [], endsWithReading: Bool = false) -> SourceScan {
    SourceScan(
      engine: engine,
      files: files.map { name in
        ResolvedSources.File(
          name: name, original: folder?(name) ?? name, bytes: folder?.size(of: name) ?? 0,
          place: SourcePlace(file: "spec.json", line: 1, column: 1), variant: nil, stamp: FileStamp())
      }, isText: !files.isEmpty, endsWithReading: endsWithReading)
  }

  @Test func showsNothingBeforeAPassAndAfterIt() {
    engine.say(EngineProgress(fraction: 0.5))
    #expect(gauge.reading() == nil)
    gauge.begin(scan(), further: 0)
    #expect(gauge.reading()?.fraction == 0.5)
    gauge.clear()
    #expect(gauge.reading() == nil)
  }

  @Test func neverGoesBackWithinAPass() {
    gauge.begin(scan(), further: 0)
    engine.say(nil)
    #expect(gauge.reading() == nil)
    engine.say(EngineProgress(fraction: 0.5, scanned: 0.9, totalRows: 1000))
    let first = gauge.reading()
    #expect(first?.rows?.read == 900)
    #expect(first?.rows?.expected == 1000)
    #expect(first?.rows?.isEstimate == false)
    for said in [nil, EngineProgress(fraction: 0.4, scanned: 0, totalRows: 1000)] {
      engine.say(said)
      #expect(gauge.reading()?.fraction == 0.5)
      #expect(gauge.reading()?.rows?.read == 900)
    }
  }

  @Test func passesShareTheWhole() {
    engine.say(EngineProgress(fraction: 0.5, scanned: 0.8, totalRows: 1000))
    gauge.begin(scan(), further: 1)
    #expect(gauge.reading()?.passes == 2)
    #expect(gauge.reading()?.fraction == 0.25)
    gauge.begin(scan(), further: 0)
    engine.say(EngineProgress(fraction: 0.1, scanned: 0.2, totalRows: 1000))
    #expect(gauge.reading()?.pass == 2)
    #expect(gauge.reading()?.fraction == 0.55)
    #expect(gauge.reading()?.rows?.read == 200)
    // One that nobody foresaw.
    gauge.begin(scan(), further: 0)
    #expect(gauge.reading()?.passes == 3)
    #expect(gauge.reading()?.fraction == 2.1 / 3)
  }

  /// Without groups, the engine's own fraction counts work that takes no time.
  @Test(arguments: [(false, 0.3), (true, 0.6)])
  func readingIsTheWholeWorkWithoutGroups(endsWithReading: Bool, fraction: Double) {
    gauge.begin(scan(endsWithReading: endsWithReading), further: 0)
    engine.say(EngineProgress(fraction: 0.3, scanned: 0.6))
    #expect(gauge.reading()?.fraction == fraction)
    #expect(gauge.reading()?.rows == nil)
  }

  @Test func rowsOfTextAreGuessedFromItsLines() throws {
    let folder = try ScratchFolder()
    // 100,000 lines of 10 bytes, of which the beginning is read.
    try folder.write(String(repeating: "123456789\n", count: 100_000), to: "units.csv")
    gauge.begin(scan(folder, files: ["units.csv", "units.csv"]), further: 0)
    engine.say(EngineProgress(fraction: 0.1, scanned: 0.25))
    let rows = try #require(gauge.reading()?.rows)
    #expect(rows.isEstimate)
    #expect((199_900...200_100).contains(rows.expected))
    #expect(abs(rows.read - rows.expected / 4) <= 1)
  }

  @Test(arguments: ["units.csv.gz", "empty.csv", "missing.csv"])
  func rowsOfOtherTextAreUnknown(name: String) throws {
    let folder = try ScratchFolder()
    try folder.write("1\n2\n", to: "units.csv.gz")
    try folder.write("", to: "empty.csv")
    gauge.begin(scan(folder, files: [name]), further: 0)
    engine.say(EngineProgress(fraction: 0.1, scanned: 0.25))
    #expect(gauge.reading()?.fraction == 0.1)
    #expect(gauge.reading()?.rows == nil)
  }
}
