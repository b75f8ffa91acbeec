internal import CDuckDB

/// An empty database in memory, closed when the last reference goes.
final class DuckDBDatabase {
  let library: DuckDBLibrary
  private(set) var handle: duckdb_database?
  /// Outlives the handle, for DuckDB may have files in it until it closes.
  let temporaryFolder: TemporaryFolder

  /// - Parameter options: DuckDB's names and values; they hold from the first moment.
  init(library: DuckDBLibrary, options: [String: String], temporaryFolder: TemporaryFolder)
    throws(EngineError)
  {
    self.library = library
    self.temporaryFolder = temporaryFolder
    let functions = library.functions
    var configuration: duckdb_config?
    guard functions.createConfig(&configuration) == 0 else {
      throw EngineError(.memory, "DuckDB cannot create a configuration")
    }
    defer { functions.destroyConfig(&configuration) }
    for (name, value) in options where functions.setConfig(configuration, name, value) != 0 {
      throw EngineError(.libraryUnusable, "DuckDB \(library.version) does not support the setting \(name) = \(value)")
    }
    var message: UnsafeMutablePointer<CChar>?
    guard functions.openExt(nil, &handle, configuration, &message) == 0 else {
      defer { functions.free(message) }
      throw DuckDBMessage(text: message.map { String(cString: $0) } ?? "").error
    }
  }

  deinit { library.functions.close(&handle) }
}
