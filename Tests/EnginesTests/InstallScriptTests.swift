import Foundation
import Testing

@testable import Engines

@Suite(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/python3"), "there is no python3"))
struct InstallScriptTests {
  private static let scripts = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../../Scripts").standardizedFileURL

  private func run(_ arguments: String...) throws -> (status: Int32, output: String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/python3")
    process.arguments = [Self.scripts.appendingPathComponent("install-duckdb.py").path] + arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: output, as: UTF8.self))
  }

  @Test func theCommandOfTheErrorMessageExists() throws {
    #if os(Linux)
      #expect(DuckDBSearch.installCommand == "python3 Scripts/install-duckdb.py")
    #endif
    #expect(try run("--help").status == 0)
  }

  /// One hash for x86-64 and one for aarch64.
  @Test func theBuildIsPinnedByHash() throws {
    let requirements = try String(
      contentsOf: Self.scripts.appendingPathComponent("duckdb-requirements.txt"), encoding: .utf8)
    #expect(requirements.matches(of: /--hash=sha256:[0-9a-f]{64}\b/).count == 2)
    #expect(requirements.contains("duckdb==2.0.1"))
  }

  #if os(Linux)
    @Test func aWheelThatIsNotThePinnedOneIsRefused() throws {
      let folder = try ScratchFolder()
      let wheel = try folder.write("abc", to: "duckdb-2.0.1.whl")
      let result = try run("--to", folder.path, "--platform", "linux-aarch64", "--wheel", wheel)
      #expect(result.status == 1)
      // The SHA-256 of "abc" is the first example of FIPS 180-2, appendix B.1.
      #expect(
        result.output == """
          install-duckdb: \(wheel) is not the pinned build: its SHA-256 is \
          ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad.

          """)
      #expect(!FileManager.default.fileExists(atPath: "\(folder.path)/libduckdb.so"))
    }

    @Test func aPlatformWithoutABuildIsRefused() throws {
      #expect(try run("--platform", "windows").status == 2)
    }
  #endif
}
