import Engines
import TestSupport

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The built `abtest`, which lies beside the tests.
enum Binary {
  static let path: String? = {
    guard var folder = testBundle?[...] else { return nil }
    while let slash = folder.lastIndex(of: "/") {
      folder = folder[..<slash]
      if access("\(folder)/abtest", X_OK) == 0 { return "\(folder)/abtest" }
    }
    return nil
  }()

  /// Every test starts at once; their programs take turns, so that none is starved into a time limit.
  static let places = Turnstile(places: 2)

  /// The file that holds this code: on Linux a program, on macOS a library inside a bundle.
  private static var testBundle: String? {
    #if canImport(Darwin)
      var info = Dl_info()
      guard dladdr(#dsohandle, &info) != 0, let name = info.dli_fname else { return nil }
    #else
      let name = "/proc/self/exe"
    #endif
    guard let resolved = realpath(name, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  /// Starts abtest in a folder, with only these variables and those that the search for libduckdb needs.
  static func start(
    _ arguments: [String], in folder: ScratchFolder, environment: [String: String] = [:], program: String? = nil
  ) throws -> ChildProcess {
    var whole = ["COLUMNS": "80", "TMPDIR": folder.path]
    for name in ["HOME", "XDG_DATA_HOME", "ABTEST_LIBDUCKDB", "HOMEBREW_PREFIX"] {
      if let value = getenv(name) { whole[name] = String(cString: value) }
    }
    whole.merge(environment) { $1 }
    return try ChildProcess(program ?? path ?? "abtest", arguments, in: folder.path, environment: whole)
  }

  static func run(
    _ arguments: [String], in folder: ScratchFolder, environment: [String: String] = [:], program: String? = nil
  ) async throws -> ChildProcess.Outcome {
    await places.enter()
    let outcome: Result<ChildProcess.Outcome, any Error>
    do {
      outcome = .success(try await start(arguments, in: folder, environment: environment, program: program).wait())
    } catch {
      outcome = .failure(error)
    }
    await places.leave()
    return try outcome.get()
  }
}

/// Whether this machine has a libduckdb that works.
let hasDuckDB: Bool = {
  (try? DuckDBLibrary.load()) != nil
}()

let needsDuckDB = "libduckdb is not installed: python3 Scripts/install-duckdb.py"
