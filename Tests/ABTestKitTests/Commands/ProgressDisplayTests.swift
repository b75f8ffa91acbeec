import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Where the progress bar shows, where it does not, and that nothing of it stays.
@Suite(
  .enabled(if: hasDuckDB, "\(needsDuckDB)"), .enabled(if: PseudoTerminal.python != nil, "\(PseudoTerminal.hint)"),
  .serialized, .slow)
struct ProgressDisplayTests {
  private static let erasing = "\r\u{1B}[K"

  @Test(arguments: [("units.parquet", 80), ("units.csv", 40)])
  func aLongRunShowsABarAndErasesIt(source: String, columns: Int) async throws {
    let folder = try ScratchFolder()
    try await LongRun.make(in: folder, source: source)
    let outcome = try await PseudoTerminal.run(
      LongRun.arguments + ["--memory", "200MB"], in: folder, columns: columns, output: "summary")
    #expect(outcome.code == 0)
    // Standard error holds nothing but the bar.
    let draws = outcome.text.split(separator: Self.erasing)
    #expect(!draws.isEmpty)
    for draw in draws {
      #expect(draw.count < columns && draw.hasPrefix("[") && draw.contains(" %"), "\(draw)")
    }
    // Not in every one: a draw in the first moment of a query does not know the number yet.
    if source.hasSuffix(".parquet") {
      #expect(draws.contains { $0.contains(" of 3.0M rows") }, "\(draws)")
    }
    #expect(outcome.text.hasSuffix(Self.erasing))
    #expect(PseudoTerminal.screen(outcome.text) == [""])
    // None in the first second, and then at most five in each; a busy machine only makes them fewer.
    #expect(try #require(outcome.pieces.first).seconds >= 1)
    #expect(Double(draws.count) <= 1 + 5 * (try #require(outcome.pieces.last).seconds - 1))
    #expect(folder.text(of: "summary")?.contains("wrote ./report.md\n") == true)
    #expect(folder.text(of: "summary")?.contains(Self.erasing) == false)
  }

  @Test func onOneTerminalTheSummaryFollowsTheErasedBar() async throws {
    let folder = try ScratchFolder()
    try await LongRun.make(in: folder)
    let outcome = try await PseudoTerminal.run(LongRun.arguments, in: folder, environment: ["NO_COLOR": "1"])
    #expect(outcome.text.contains("% ") && outcome.text.contains(Self.erasing))
    let plain = try await Binary.run(LongRun.arguments, in: folder)
    #expect(PseudoTerminal.screen(outcome.text).joined(separator: "\n") == plain.output)
    // A file and a pipe see nothing of it.
    #expect(plain.errors == "")
  }

  @Test(arguments: [SIGINT, SIGTERM]) func anInterruptErasesTheBar(signal: Int32) async throws {
    let folder = try ScratchFolder()
    try await LongRun.make(in: folder)
    let outcome = try await PseudoTerminal.run(LongRun.arguments, in: folder, signal: signal)
    #expect(outcome.code == 130)
    #expect(outcome.text.contains(" %"))
    #expect(PseudoTerminal.screen(outcome.text) == ["abtest: interrupted; nothing was written", ""])
  }

  @Test(arguments: [(["--quiet"], [:]), ([], ["TERM": "dumb"])])
  func aQuietRunAndADumbTerminalHaveNone(options: [String], environment: [String: String]) async throws {
    let folder = try ScratchFolder()
    try await LongRun.make(in: folder)
    let outcome = try await PseudoTerminal.run(
      LongRun.arguments + options, in: folder, output: "summary", environment: environment)
    #expect(outcome.code == 0)
    #expect(outcome.text == "")
  }

  @Test func aShortRunHasNone() async throws {
    let folder = try ScratchFolder()
    try folder.write(healthyData, to: "units.csv")
    try folder.write(SmallSpec().json, to: "spec.json")
    let outcome = try await PseudoTerminal.run(["analyze", "spec.json"], in: folder, output: "summary")
    #expect(outcome.code == 0)
    #expect(outcome.text == "")
  }
}
