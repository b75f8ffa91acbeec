import Foundation
import Testing

@testable import Engines

/// Finding and refusing libraries; no DuckDB is needed.
@Suite struct DuckDBLibraryTests {
  private static let oldCPU = CPUFeatures(isX86: true, hasAVX2: false)

  private func search(named: String? = nil, dataHome: String = "/nonexistent") -> DuckDBSearch {
    DuckDBSearch(named: named, environment: { $0 == "XDG_DATA_HOME" ? dataHome : nil }, executable: nil)
  }

  private func failure(_ search: DuckDBSearch, cpu: CPUFeatures = .current) -> EngineError? {
    do {
      _ = try DuckDBLibrary.load(search, cpu: cpu)
      return nil
    } catch {
      return error
    }
  }

  @Test func aNamedLibraryThatIsMissingIsAnError() {
    #expect(
      failure(search(named: "/nonexistent/libduckdb.so"))
        == EngineError(.libraryMissing, "there is no DuckDB library at /nonexistent/libduckdb.so"))
  }

  @Test func withoutALibraryTheErrorNamesTheCommandAndThePlaces() throws {
    let places = [
      DuckDBSearch.Place(kind: .ours, path: "/nonexistent/a"), .init(kind: .homebrew, path: "/nonexistent/b"),
    ]
    let error = try #require(failure(DuckDBSearch(places: places)))
    #expect(error.kind == .libraryMissing)
    #if os(Linux)
      #expect(
        error.message == """
          DuckDB is not installed; install it with: python3 Scripts/install-duckdb.py
          Looked for:
            /nonexistent/a
            /nonexistent/b
          To use a library elsewhere, set the variable ABTEST_LIBDUCKDB to its path.
          """)
    #endif
  }

  @Test func aFileThatIsNoLibraryIsAnError() throws {
    let folder = try ScratchFolder()
    let file = try folder.write(
      "This is a text, not a library, and long enough for an ELF header to fit into it.", to: "lib.so")
    let error = try #require(failure(search(named: file)))
    #expect(error.kind == .libraryUnusable)
    #expect(error.summary.hasPrefix("the DuckDB library at \(file) cannot be loaded: "))
    #if canImport(Glibc)
      #expect(error.summary == "the DuckDB library at \(file) cannot be loaded: invalid ELF header")
    #endif
  }

  @Test func aBrokenLibraryOfOursHidesNoOther() throws {
    let folder = try ScratchFolder()
    try folder.write("", to: "abtest/lib/\(DuckDBSearch.fileName)")
    #expect(
      failure(search(dataHome: folder.path), cpu: CPUFeatures(isX86: true, hasAVX2: true))?.kind == .libraryUnusable)
  }

  @Test func ourLibraryIsNotLoadedOnACPUWithoutAVX2() throws {
    let folder = try ScratchFolder()
    let file = try folder.write("", to: "abtest/lib/\(DuckDBSearch.fileName)")
    let error = try #require(failure(search(dataHome: folder.path), cpu: Self.oldCPU))
    #expect(error.kind == .cpu)
    #expect(
      error.message == """
        the DuckDB library at \(file) needs a CPU with AVX2, which this one does not have
        Build libduckdb for this CPU and set the variable ABTEST_LIBDUCKDB to its path.
        """)
  }

  @Test func theUsersOwnBuildIsTriedOnAnyCPU() throws {
    let folder = try ScratchFolder()
    let file = try folder.write("", to: "own.so")
    #expect(failure(search(named: file), cpu: Self.oldCPU)?.kind == .libraryUnusable)
  }

  @Test(arguments: [
    (CPUFeatures(isX86: true, hasAVX2: true), true), (oldCPU, false), (CPUFeatures(isX86: false, hasAVX2: false), true),
  ])
  func avx2MattersOnX86Only(cpu: CPUFeatures, runs: Bool) {
    #expect(cpu.runsInstalledDuckDB == runs)
  }

  @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/cc"), "there is no C compiler"))
  func aLibraryThatIsNotDuckDBIsAnError() throws {
    let folder = try ScratchFolder()
    let file = try sharedObject("int answer(void) { return 42; }", in: folder)
    #expect(failure(search(named: file)) == EngineError(.libraryUnusable, "the library at \(file) is not DuckDB"))
  }

  @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/cc"), "there is no C compiler"))
  func anOldDuckDBIsAnErrorThatNamesTheMissingFunctionAndTheVersion() throws {
    let folder = try ScratchFolder()
    let source = """
      const char *duckdb_library_version(void) { return "v1.3.2"; }
      void duckdb_free(void *pointer) {}
      """
    let file = try sharedObject(source, in: folder)
    let error = try #require(failure(search(named: file)))
    #expect(error.kind == .libraryUnusable)
    #expect(
      error.message == """
        the library at \(file), DuckDB 1.3.2, does not have the function duckdb_create_config
        abtest needs DuckDB 1.5.6 or newer; install it with: \(DuckDBSearch.installCommand)
        """)
  }

  @Test(
    .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/cc"), "there is no C compiler"),
    arguments: ["1.4.5", "1.5.5", "0.0.1", "unknown"])
  func aDuckDBThatFollowsLinksOutOfTheRootIsAnError(version: String) throws {
    let header = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../Sources/CDuckDB/include/duckdb_api.h")
    let names = try String(contentsOf: header, encoding: .utf8).matches(of: /\(\*(duckdb_[a-z0-9_]+)_function\)/).map(
      \.1)
    let stubs = names.filter { $0 != "duckdb_library_version" }.map { "void \($0)(void) {}" }.joined(separator: "\n")
    let folder = try ScratchFolder()
    let file = try sharedObject(
      "const char *duckdb_library_version(void) { return \"v\(version)\"; }\n\(stubs)", in: folder)
    let error = try #require(failure(search(named: file)))
    #expect(error.kind == .libraryUnusable)
    #expect(
      error.message == """
        the library at \(file) is DuckDB \(version), which does not restrict reading to the data root
        abtest needs DuckDB 1.5.6 or newer; install it with: \(DuckDBSearch.installCommand)
        """)
  }

  @Test(arguments: [
    ("1.5.6", true), ("1.10.0", true), ("2.0.0", true), ("2.1.0-dev123", true), ("1.5.5", false), ("0.10.3", false),
    ("2.0", false), ("", false), ("2.x.0", false),
  ])
  func versionsAreComparedByNumber(text: String, isSafe: Bool) {
    #expect((DuckDBVersion(text)?.isSafe ?? false) == isSafe)
  }

  private func sharedObject(_ source: String, in folder: ScratchFolder) throws -> String {
    let file = try folder.write(source, to: "source.c")
    let compiler = Process()
    compiler.executableURL = URL(fileURLWithPath: "/usr/bin/cc")
    compiler.arguments = ["-shared", "-fPIC", "-o", "\(folder.path)/made.so", file]
    try compiler.run()
    compiler.waitUntilExit()
    try #require(compiler.terminationStatus == 0)
    return "\(folder.path)/made.so"
  }
}
