internal import CDuckDB

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// The symbols of a loaded library.
struct DuckDBSymbols {
  let handle: UnsafeMutableRawPointer
  let path: String

  /// The address of a C function.
  ///
  /// - Parameter name: DuckDB's name; the type that the caller expects is the one of the same name in `duckdb_api.h`.
  func function<Function>(_ name: String) throws(EngineError) -> Function {
    guard let address = dlsym(handle, name) else {
      throw EngineError(
        .libraryUnusable, "\(try described()) does not have the function \(name)",
        detail: Self.remedy)
    }
    return unsafeBitCast(address, to: Function.self)
  }

  /// DuckDB's version without the leading `v`.
  func version() throws(EngineError) -> String {
    guard let address = dlsym(handle, "duckdb_library_version"),
      let text = unsafeBitCast(address, to: duckdb_library_version_function.self)()
    else {
      throw EngineError(.libraryUnusable, "the library at \(path) is not DuckDB")
    }
    let version = String(cString: text)
    return version.hasPrefix("v") ? String(version.dropFirst()) : version
  }

  static let remedy =
    "abtest needs DuckDB \(DuckDBVersion.oldestSafe) or newer; install it with: \(DuckDBSearch.installCommand)"

  private func described() throws(EngineError) -> String {
    "the library at \(path), DuckDB \(try version()),"
  }
}
