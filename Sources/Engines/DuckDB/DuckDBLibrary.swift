internal import CDuckDB

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// DuckDB's shared library, loaded at run time, with every function that abtest calls.
///
/// It stays loaded until the process ends, for its threads may outlive the last database.
package final class DuckDBLibrary: Sendable {
  /// The file that was loaded, or the bare name that the system's loader resolved.
  package let path: String
  /// DuckDB's version without the leading `v`: `2.0.1`.
  package let version: String
  let functions: DuckDBFunctions

  /// Loads the first library that the search finds.
  ///
  /// A library that is found and does not work is an error: trying the next one would hide the fault.
  ///
  /// - Throws: ``EngineError/Kind/libraryMissing``, ``EngineError/Kind/libraryUnusable`` or ``EngineError/Kind/cpu``.
  package static func load(
    _ search: DuckDBSearch = .current(), cpu: CPUFeatures = .current
  ) throws(EngineError) -> DuckDBLibrary {
    for place in search.places {
      if let library = try load(place, cpu: cpu) { return library }
    }
    throw EngineError(
      .libraryMissing, "DuckDB is not installed; install it with: \(DuckDBSearch.installCommand)",
      detail: "Looked for:\n" + search.places.map { "  \($0.path)\n" }.joined()
        + "To use a library elsewhere, set the variable ABTEST_LIBDUCKDB to its path.")
  }

  /// The library at one place, or `nil` when nothing is there and the user did not insist on it.
  private static func load(_ place: DuckDBSearch.Place, cpu: CPUFeatures) throws(EngineError) -> DuckDBLibrary? {
    let exists = place.kind == .loader || access(place.path, F_OK) == 0
    switch place.kind {
    case .named where !exists:
      throw EngineError(.libraryMissing, "there is no DuckDB library at \(place.path)")
    case .ours where exists && !cpu.runsInstalledDuckDB:
      throw EngineError(
        .cpu, "the DuckDB library at \(place.path) needs a CPU with AVX2, which this one does not have",
        detail: "Build libduckdb for this CPU and set the variable ABTEST_LIBDUCKDB to its path.")
    case .named, .ours, .homebrew, .loader:
      break
    }
    guard exists else { return nil }
    guard let handle = dlopen(place.path, RTLD_LAZY | RTLD_LOCAL) else {
      if place.kind == .loader { return nil }
      throw EngineError(
        .libraryUnusable, "the DuckDB library at \(place.path) cannot be loaded: \(loaderMessage(about: place.path))")
    }
    return try DuckDBLibrary(path: place.path, handle: handle)
  }

  private init(path: String, handle: UnsafeMutableRawPointer) throws(EngineError) {
    self.path = path
    let symbols = DuckDBSymbols(handle: handle, path: path)
    version = try symbols.version()
    functions = try DuckDBFunctions(symbols)
    guard DuckDBVersion(version)?.isSafe == true else {
      throw EngineError(
        .libraryUnusable,
        "the library at \(path) is DuckDB \(version), which does not restrict reading to the data root",
        detail: DuckDBSymbols.remedy)
    }
  }

  /// The loader's last message, without the path that it begins with.
  private static func loaderMessage(about path: String) -> String {
    guard let pointer = dlerror() else { return "the loader gives no reason" }
    let message = String(cString: pointer)
    return message.hasPrefix("\(path): ") ? String(message.dropFirst(path.count + 2)) : message
  }
}
