import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// What does not fit into the memory allowed goes to a private folder, changes no byte, and is gone afterwards.
@Suite(.enabled(if: hasDuckDB, "\(needsDuckDB)"), .serialized, .slow) struct SpillTests {
  private static let littleMemory = ["--memory", "200MB", "--quiet"]
  private static let reports = ["report.md", "results.csv", "results.json"]

  @Test func littleMemoryGivesTheSameBytes() async throws {
    let folder = try ScratchFolder()
    try await LongRun.make(in: folder)
    let before = folder.names()
    #expect(try await Binary.run(LongRun.arguments + ["--quiet"], in: folder).code == 0)
    let reports = Self.reports.map { folder.bytes(of: $0) }
    #expect(reports.allSatisfy { $0?.isEmpty == false })

    let (outcome, hasSpilled) = try await running(in: folder) { process in
      let hasSpilled = try await LongRun.waitForSpilling(in: folder)
      return (await process.wait(), hasSpilled)
    }
    #expect(outcome.code == 0, "\(outcome.errors)")
    #expect(outcome.errors == "")
    #expect(hasSpilled)
    #expect(Self.reports.map { folder.bytes(of: $0) } == reports)
    #expect(folder.names() == (before + Self.reports).sorted())
  }

  @Test(arguments: [SIGINT, SIGTERM])
  func anInterruptRemovesWhatWasPutAside(signal: Int32) async throws {
    let folder = try ScratchFolder()
    try await LongRun.make(in: folder)
    let before = folder.names()
    let (outcome, hasSpilled) = try await running(in: folder) { process in
      let hasSpilled = try await LongRun.waitForSpilling(in: folder)
      process.send(signal)
      return (await process.wait(), hasSpilled)
    }
    #expect(hasSpilled)
    #expect(outcome.code == 130)
    #expect(outcome.errors == "abtest: interrupted; nothing was written\n")
    #expect(folder.names() == before)
  }

  /// A killed process removes nothing; the next one does it, and leaves alone what a living one holds.
  @Test func theNextRunRemovesWhatAKilledOneLeft() async throws {
    let (folder, other) = (try ScratchFolder(), try ScratchFolder())
    try await LongRun.make(in: folder)
    try other.write(healthyData, to: "units.csv")
    try other.write(SmallSpec().json, to: "spec.json")
    func runAnother() async throws {
      let outcome = try await Binary.start(
        ["analyze", "spec.json", "--quiet"], in: other, environment: ["TMPDIR": folder.path]
      ).wait()
      #expect(outcome.code == 0, "\(outcome.errors)")
    }
    let (outcome, hasSpilled) = try await running(in: folder) { process in
      let hasSpilled = try await LongRun.waitForSpilling(in: folder)
      let held = LongRun.spillFolders(in: folder)
      try await runAnother()
      #expect(LongRun.spillFolders(in: folder) == held)
      #expect(LongRun.spilledBytes(in: folder) > 0)
      process.send(SIGKILL)
      return (await process.wait(), hasSpilled)
    }
    #expect(hasSpilled)
    #expect(outcome.code == 128 + Int(SIGKILL))
    #expect(LongRun.spillFolders(in: folder).count == 1)
    try await runAnother()
    #expect(LongRun.spillFolders(in: folder) == [])
  }

  /// Starts a run with little memory, in its turn.
  private func running<Answer: Sendable>(
    in folder: ScratchFolder, _ body: (ChildProcess) async throws -> Answer
  ) async throws -> Answer {
    await Binary.places.enter()
    let answer: Result<Answer, any Error>
    do {
      answer = .success(try await body(try Binary.start(LongRun.arguments + Self.littleMemory, in: folder)))
    } catch {
      answer = .failure(error)
    }
    await Binary.places.leave()
    return try answer.get()
  }
}
