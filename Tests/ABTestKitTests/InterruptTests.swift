import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

@Suite(.enabled(if: hasDuckDB, "\(needsDuckDB)"), .serialized) struct InterruptTests {
  /// A source whose analysis takes seconds with one thread.
  private func makeSource(in folder: ScratchFolder) async throws {
    try await DuckDBWriter.writeInBackground(
      """
      select md5(i::varchar) as user, case when hash(i) % 2 = 0 then 'old' else 'new' end as variant, hash(i, 1) % 97 as sold
      from range(4000000) t(i)
      """, to: folder("units.parquet"))
    try folder.write(
      SmallSpec {
        $0.source = "units.parquet"
        $0.metrics = #"[{ "name": "y", "type": "mean", "column": "sold" }]"#
      }.json, to: "spec.json")
  }

  @Test(arguments: [SIGINT, SIGTERM])
  func anInterruptEndsTheRunAtOnceAndLeavesNothing(signal: Int32) async throws {
    let folder = try ScratchFolder()
    try await makeSource(in: folder)
    let before = folder.names()
    let arguments = ["analyze", "spec.json", "--threads", "1", "--memory", "400MB"]
    await Binary.places.enter()
    let process = try Binary.start(arguments, in: folder)
    // The run has begun when its files and the engine's folder are there.
    var waited = 0
    while folder.names().count < before.count + 4, waited < 5000 {
      try await Task.sleep(for: .milliseconds(1))
      waited += 1
    }
    try await Task.sleep(for: .milliseconds(300))
    let clock = ContinuousClock()
    let start = clock.now
    process.send(signal)
    let outcome = await process.wait()
    let delay = clock.now - start
    await Binary.places.leave()
    #expect(outcome.code == 130)
    #expect(outcome.output == "")
    #expect(outcome.errors == "abtest: interrupted; nothing was written\n")
    #expect(delay < .seconds(5), "\(delay)")
    #expect(folder.names() == before)
  }
}
