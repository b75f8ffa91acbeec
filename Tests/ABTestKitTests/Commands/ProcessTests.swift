import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// What the system refuses: places to print and to write, memory, files, a stack.
@Suite(.enabled(if: hasDuckDB, "\(needsDuckDB)")) struct ProcessTests {
  private func folder() throws -> ScratchFolder {
    let folder = try ScratchFolder()
    try folder.write(healthyData, to: "units.csv")
    try folder.write(SmallSpec().json, to: "spec.json")
    return folder
  }

  /// A line of the shell in which `abtest` is the binary.
  private func shell(_ line: String, in folder: ScratchFolder) async throws -> ChildProcess.Outcome {
    let command = "abtest() { \"$0\" \"$@\"; }; ulimit -c 0; \(line)"
    return try await Binary.run(["-c", command, Binary.path ?? "abtest"], in: folder, program: "/bin/sh")
  }

  /// A full disk behind a redirection.
  @Test(
    .enabled(if: access("/dev/full", W_OK) == 0, "there is no /dev/full"),
    arguments: ["sql spec.json", "check spec.json", "analyze spec.json", "quick 1/20 2/20", "--help", "--version"])
  func whatCannotBePrintedIsAnError(arguments: String) async throws {
    let outcome = try await shell("abtest \(arguments) > /dev/full", in: folder())
    #expect(outcome.code == 2)
    if !arguments.hasPrefix("--") {
      #expect(outcome.errors == "abtest: cannot write to standard output: No space left on device\n")
    }
  }

  /// A reader that goes away, such as `head`, is none.
  @Test func aReaderThatHasEnough() async throws {
    let outcome = try await shell("abtest sql spec.json | head -n 1 > /dev/null", in: folder())
    #expect(outcome.code == 0 && outcome.errors == "")
  }

  #if os(Linux)
    @Test func tightLimitsAreNamed() async throws {
      var found: [(name: String, text: String)] = []
      for limit in ["-v 300000", "-v 900000", "-n 16", "-s 256", "-f 4"] {
        let outcome = try await shell("ulimit \(limit); abtest analyze spec.json --quiet", in: folder())
        let errors = outcome.errors.replacing(/\.abtest-report-......|DIR/, with: "")
        found.append((name: "ulimit \(limit)", text: "exit \(outcome.code)\n\(errors)"))
      }
      expectAsRecorded(found, in: "limits.txt")
    }

    @Test func littleAddressSpaceIsEnough() async throws {
      let folder = try folder()
      for kilobytes in [1_048_576, 1_500_000, 2_000_000, 3_000_000] {
        let outcome = try await shell("ulimit -v \(kilobytes); abtest analyze spec.json --quiet", in: folder)
        // Just above the least, other threads of a busy machine may leave too little for the engine.
        #expect(outcome.code == 0 || kilobytes < 2_000_000 && outcome.code == 2, "\(kilobytes): \(outcome.errors)")
      }
    }
  #endif

  /// A process that was killed left its file; one that lives holds the lock of its own; the third is a user's.
  @Test func whatAKilledProcessLeftIsRemoved() async throws {
    let folder = try folder()
    for name in [".abtest-report-aBcDeF", ".abtest-report-locked", ".abtest-report-of-mine"] {
      try folder.write("x", to: name)
    }
    let descriptor = open(folder(".abtest-report-locked"), O_RDONLY)
    defer { close(descriptor) }
    #expect(flock(descriptor, LOCK_EX | LOCK_NB) == 0)
    #expect(try await Binary.run(["analyze", "spec.json", "--quiet"], in: folder).code == 0)
    #expect(
      folder.names() == [
        ".abtest-report-locked", ".abtest-report-of-mine", "report.md", "results.csv", "results.json", "spec.json",
        "units.csv",
      ])
  }
}
