@testable import Engines

/// Writes files that DuckDB can write, for tests that read them.
enum DuckDBWriter {
  /// Runs `COPY (query) TO path` in a database without locks; the format follows the ending (`.parquet`, `.csv.gz`).
  static func write(_ query: String, to path: String) throws {
    let folder = try TemporaryFolder(in: nil)
    let database = try DuckDBDatabase(library: DuckDBLibrary.load(), options: [:], temporaryFolder: folder)
    let connection = try DuckDBConnection(database)
    let format = path.hasSuffix(".parquet") ? "format parquet" : "format csv, header"
    try connection.execute("copy (\(query)) to '\(path)' (\(format))")
  }
}
