import Dispatch
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

@Suite(.enabled(if: hasDuckDB, "\(needsDuckDB)"), .serialized, .slow) struct InterruptTests {
  @Test(arguments: [SIGINT, SIGTERM, SIGHUP, SIGQUIT])
  func anInterruptEndsTheRunAtOnceAndLeavesNothing(signal: Int32) async throws {
    let folder = try ScratchFolder()
    try await LongRun.make(in: folder)
    let before = folder.names()
    await Binary.places.enter()
    let (outcome, delay) = try await interrupted(LongRun.arguments + ["--memory", "400MB"], signal, in: folder)
    await Binary.places.leave()
    #expect(outcome.code == 130)
    #expect(outcome.output == "")
    #expect(outcome.errors == "abtest: interrupted; nothing was written\n")
    #expect(delay < .seconds(5), "\(delay)")
    #expect(folder.names() == before)
  }

  /// Runs abtest on a thread of its own, so that no other test decides when the signal comes.
  private func interrupted(
    _ arguments: [String], _ signal: Int32, in folder: ScratchFolder
  ) async throws -> (ChildProcess.Outcome, Duration) {
    try await withCheckedThrowingContinuation { continuation in
      DispatchQueue.global().async {
        continuation.resume(
          with: Result {
            let count = folder.names().count
            let process = try Binary.start(arguments, in: folder)
            // The run has begun when its three files and the engine's folder are there.
            var waited = 0
            while folder.names().count < count + 4, waited < 10_000 {
              usleep(1000)
              waited += 1
            }
            usleep(300_000)
            let start = ContinuousClock.now
            process.send(signal)
            let outcome = process.waitBlocking()
            return (outcome, ContinuousClock.now - start)
          })
      }
    }
  }
}
